BEGIN TRANSACTION;
CREATE TABLE articles (
	id INTEGER NOT NULL, 
	url_id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	site TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	changed BIGINT NOT NULL, 
	near INTEGER, 
	simhash BIGINT, 
	PRIMARY KEY (id), 
	UNIQUE (url_id), 
	FOREIGN KEY(url_id) REFERENCES urls (id), 
	FOREIGN KEY(near) REFERENCES articles (id)
);
INSERT INTO "articles" VALUES(1,1,'https://www.tidepost.example/ferry','tidepost.example',2,1772524800250000,NULL,-3160302758556550059);
INSERT INTO "articles" VALUES(2,2,'https://www.tidepost.example/bridge-closed','tidepost.example',1,1772438400250000,NULL,3335622162852807098);
INSERT INTO "articles" VALUES(3,4,'https://www.tidepost.example/redesigned','tidepost.example',1,1772438400250000,2,3335622162852807098);
INSERT INTO "articles" VALUES(4,5,'https://www.tidepost.example/opinion','tidepost.example',1,1772438400250000,NULL,446071208187039069);
CREATE TABLE bands (
	band INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	PRIMARY KEY (band, article_id), 
	FOREIGN KEY(article_id) REFERENCES articles (id)
)
 WITHOUT ROWID

;
INSERT INTO "bands" VALUES(48213,1);
INSERT INTO "bands" VALUES(103820,1);
INSERT INTO "bands" VALUES(153954,1);
INSERT INTO "bands" VALUES(250916,1);
INSERT INTO "bands" VALUES(442,2);
INSERT INTO "bands" VALUES(76227,2);
INSERT INTO "bands" VALUES(164527,2);
INSERT INTO "bands" VALUES(208458,2);
INSERT INTO "bands" VALUES(36189,4);
INSERT INTO "bands" VALUES(99460,4);
INSERT INTO "bands" VALUES(181094,4);
INSERT INTO "bands" VALUES(198192,4);
CREATE TABLE blocks (
	revision_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	data TEXT NOT NULL, 
	PRIMARY KEY (revision_id, position), 
	FOREIGN KEY(revision_id) REFERENCES revisions (id)
)
 WITHOUT ROWID

;
INSERT INTO "blocks" VALUES(1,0,'paragraph','The last ferry across Tallow Sound leaves Garrick Harbour at seven, council officers announced Thursday.','{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO "blocks" VALUES(1,1,'paragraph','Passengers complained about crowded benches, broken lanterns and the captain''s habit of whistling throughout.','{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO "blocks" VALUES(1,2,'paragraph','Edda Marsh, who crosses every weekday with four crates of herring, called this a scandal without precedent.','{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO "blocks" VALUES(1,3,'paragraph','Nobody has yet explained where thirteen sheep, stranded since Wednesday on Little Skerry, should spend winter.','{"place":{"type":"path","path":"main > p:nth-child(4)","order":3}}');
INSERT INTO "blocks" VALUES(1,4,'heading','Two crossings','{"level":2,"place":{"type":"path","path":"h2","order":10}}');
INSERT INTO "blocks" VALUES(1,5,'quote','It floats.
So far.','{"paragraphs":["It floats.","So far."],"place":{"type":"path","path":"blockquote","order":11}}');
INSERT INTO "blocks" VALUES(1,6,'listing','Ropes
Lamps','{"items":["Ropes","Lamps"],"ordered":true,"place":{"type":"path","path":"ol","order":12},"start":3,"numbered":false}');
INSERT INTO "blocks" VALUES(1,7,'figure','','{"image":{"url":"https://www.tidepost.example/f.jpg","caption":"The ferry","credit":"Ada Example"},"place":{"type":"path","path":"figure","order":13}}');
INSERT INTO "blocks" VALUES(1,8,'table','Day	Trips
Monday	4','{"rows":[["Day","Trips"],["Monday","4"]],"header":true,"place":{"type":"path","path":"table","order":14}}');
INSERT INTO "blocks" VALUES(1,9,'preformatted','o---o
|   |','{"place":{"type":"path","path":"pre","order":15}}');
INSERT INTO "blocks" VALUES(2,0,'paragraph','Engineers closed the footbridge at Tallow Creek after inspectors discovered rotten timber beneath one arch.','{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO "blocks" VALUES(2,1,'paragraph','Repairs will take eleven weeks and cost roughly three hundred thousand dollars, mostly borrowed from the state.','{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO "blocks" VALUES(2,2,'paragraph','Schoolchildren from Upper Fennimore must meanwhile walk around the reservoir, adding forty minutes.','{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO "blocks" VALUES(2,3,'paragraph','The mayor, himself a carpenter, offered to inspect the remaining beams personally before autumn storms arrive.','{"place":{"type":"path","path":"main > p:nth-child(4)","order":3}}');
INSERT INTO "blocks" VALUES(3,0,'paragraph','The mayor, himself a carpenter, offered to inspect the remaining beams personally before autumn storms arrive.','{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO "blocks" VALUES(3,1,'paragraph','Schoolchildren from Upper Fennimore must meanwhile walk around the reservoir, adding forty minutes.','{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO "blocks" VALUES(3,2,'paragraph','Repairs will take eleven weeks and cost roughly three hundred thousand dollars, mostly borrowed from the state.','{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO "blocks" VALUES(3,3,'paragraph','Engineers closed the footbridge at Tallow Creek after inspectors discovered rotten timber beneath one arch.','{"place":{"type":"path","path":"main > p:nth-child(4)","order":3}}');
INSERT INTO "blocks" VALUES(3,4,'paragraph','A last line.','{"place":{"type":"path","path":"main > p:nth-child(5)","order":4}}');
INSERT INTO "blocks" VALUES(4,0,'paragraph','The last ferry across Tallow Sound leaves Garrick Harbour at seven, council officers announced Thursday.','{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO "blocks" VALUES(4,1,'paragraph','Passengers complained about crowded benches, broken lanterns and the captain''s habit of whistling throughout.','{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO "blocks" VALUES(4,2,'paragraph','Engineers closed the footbridge at Tallow Creek after inspectors discovered rotten timber beneath one arch.','{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO "blocks" VALUES(5,0,'paragraph','The last ferry across Tallow Sound leaves Garrick Harbour at seven, council officers announced Thursday.','{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO "blocks" VALUES(5,1,'paragraph','Passengers complained about crowded benches, broken lanterns and the captain''s habit of whistling throughout.','{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO "blocks" VALUES(5,2,'paragraph','Edda Marsh, who crosses every weekday with four crates of herring, called this a scandal without precedent.','{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO "blocks" VALUES(5,3,'paragraph','The sheep were taken off on Friday by a fisherman who asked for nothing, the harbour said.','{"place":{"type":"path","path":"main > p:nth-child(4)","order":3}}');
CREATE TABLE bodycopy_schema (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
)
 WITHOUT ROWID

;
INSERT INTO "bodycopy_schema" VALUES(1);
CREATE TABLE fetches (
	id INTEGER NOT NULL, 
	url_id INTEGER NOT NULL, 
	run_id TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	outcome TEXT DEFAULT '' NOT NULL, 
	status INTEGER, 
	url TEXT DEFAULT '' NOT NULL, 
	content_type TEXT DEFAULT '' NOT NULL, 
	size INTEGER, 
	seconds FLOAT NOT NULL, 
	kept TEXT DEFAULT '' NOT NULL, 
	why TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(url_id) REFERENCES urls (id), 
	FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "fetches" VALUES(1,1,'run-1',1772438400250000,'article',200,'https://www.tidepost.example/ferry','text/html',1092,0.0,'new','');
INSERT INTO "fetches" VALUES(2,2,'run-1',1772438400250000,'article',200,'https://www.tidepost.example/bridge','text/html',634,0.0,'new','');
INSERT INTO "fetches" VALUES(3,4,'run-1',1772438400250000,'article',200,'https://www.tidepost.example/redesigned','text/html',648,0.0,'new','');
INSERT INTO "fetches" VALUES(4,5,'run-1',1772438400250000,'article',200,'https://www.tidepost.example/opinion','text/html',525,0.0,'new','');
INSERT INTO "fetches" VALUES(5,6,'run-1',1772438400250000,'empty',200,'https://www.tidepost.example/empty','text/html',14,0.0,'none','');
INSERT INTO "fetches" VALUES(6,7,'run-1',1772438400250000,'gone',404,'https://www.tidepost.example/gone','',NULL,0.0,'none','the server answered 404');
INSERT INTO "fetches" VALUES(7,8,'run-1',1772438400250000,'blocked',403,'https://www.tidepost.example/blocked','',NULL,0.0,'none','the server answered 403');
INSERT INTO "fetches" VALUES(8,9,'run-1',1772438400250000,'failed',NULL,'https://www.tidepost.example/failed','',NULL,0.0,'none','no answer');
INSERT INTO "fetches" VALUES(9,1,'run-2',1772524800250000,'article',200,'https://www.tidepost.example/ferry','text/html',617,0.0,'revised','');
INSERT INTO "fetches" VALUES(10,12,'run-2',1772524800250000,'article',200,'https://www.tidepost.example/print/ferry','text/html',617,0.0,'same','');
CREATE TABLE findings (
	run_id TEXT NOT NULL, 
	site TEXT NOT NULL, 
	verdict TEXT DEFAULT '' NOT NULL, 
	evidence TEXT NOT NULL, 
	PRIMARY KEY (run_id, site), 
	FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "findings" VALUES('run-1','tidepost.example','ok','[]');
INSERT INTO "findings" VALUES('run-1','quay.example','broken','["nothing came: 3 of 3 failed"]');
CREATE TABLE pages (
	id INTEGER NOT NULL, 
	url_id INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	fetched BIGINT NOT NULL, 
	url TEXT DEFAULT '' NOT NULL, 
	content_type TEXT DEFAULT '' NOT NULL, 
	body BLOB NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (url_id, revision), 
	FOREIGN KEY(url_id) REFERENCES urls (id)
);
INSERT INTO "pages" VALUES(1,1,1,1772438400250000,'https://www.tidepost.example/ferry','text/html',X'785E7D53516BDB30187CAE7FC5475F9C409A51186C0D49A0A3612DA4A52486BE0CC617EB4BAC45918C24C735F4C7EF149A640F5D5F1C473EDDDD77278DEB695109190E91D6E27D475C7A1702156C8C6B69E91AABC808EF25D04FF65E975BBA67BF728D278E14642F76402560A536E4D66B5D8A0FC4D6A6255154548D0F8ABB61963D73086237E97BE976B5616D01607045826AABF06F25B6AC240C68E5DD562C9CD928DE26464511564BAE2336E6812A5EE908496A2B1DA2D176038077CDA60221E4664A313DB20FD500109724A01F089631672BB2852D6A75AC689DC6293D477C066185244087B990024C45081053286182CD614BF25C7BC1846293D8935B39D5C153A04E22C9EB71BC166492187C14CC132A917A40217A70813A68A4442FA2ACA494C8599AEB188DD0729BFA00145A06C05A9040AB531CD02BDAF781E03364D903EA338E6318664B476B4E9085AB256473DED500DC717751788DD7478721BA8BAF59E6AEAEAE5CF646446FE32FF5B4B7909DDBB3E979E1E0EC64BC38FC0E8B87623E1B511E356CE5D301F9C6C824FFD3A88D0C2B61354260AC5080106F5237038AF21A27F9FC74ACB084404A993C73AC7A351E93BCBAC6AAF34AFCE4BADF1FD07FE49F662FCBF9AC28660B78B0D2062311199C8C5C061DE577F21486512BA95D88233A037B797D58CFFB97475F4BBDB1D4D4A8DD536A7EED450E07C274FF6C1C7E64FA9DEB68FCE6E613E7B77770CCEA1C59898B6451D810F5EB7A4463A5F753B2BC4BD700274C9D92FBD1E026924783BFEC936B3F7282BDA7FC6EBE7F6263797FBB48FD858AFDB9BF4B23AFBA44BD874BB61273049C533AE03F28AE3EEB7EEBF7FB7F01299A7856');
INSERT INTO "pages" VALUES(2,2,1,1772438400250000,'https://www.tidepost.example/bridge','text/html',X'785E4551CB6EDB3010BCE72B16B9C80604F59CC0F2A5704E4551D82E7A2C6869251121B9C47225D57FDF919B22178A10E7B1337BC8C7531A7D62D6425D90C23DD9C43488D84D7D3F3239A3AB0B4156FAAACCEFE40663259F4AE6CE04B4DE974E16565055CC3891F97803E6C6899D4D24092ADA4DCDD3D399B3F3E0AC3E0432F7CEC481175056481772A9A74E8A41681EA770C72CF0A4694EFD266F93CC65C3F41282D352530418B09BA8CA0AC4A0121F018A3963185EBA492474930F5048FFDE7FE68CE9DE38251F4599E20CC7C82EAD8031AD2E20252680D126A55C5817F15A93EB7B9F46B4A376A7E8D36C5C6072052ABABB0031F958380CE4A8739A39A1AB9A64181EF598FCEFED43383A9F36C11BBB5808531549E81A81181E686DB639268411C5BB53F50B37872FF9B83B7394C5859DB203A73D9C1FDFE6FBE9D7E5DBE97A3D9D5FA94ABC96C0D88856C79A740EDC3E176FFC7BBB96C67CCF19FDBDD2277057E5C7FF6AFF5C93F11F6BAB8B1F13CD790B4D322B2AC446B67561CC4F6253D59483EBB8FD8195EF328EB6DAE2D1913E24D183F6ACEDCBCB7E5FEFFF02C933E4DD');
INSERT INTO "pages" VALUES(3,4,1,1772438400250000,'https://www.tidepost.example/redesigned','text/html',X'785E45524D8BDB3010BDEFAF18F6E2048C7BDE250E94929E4A29494A8F45B1C7B688A411A371DCFCFB3E9B96BDD866F4E67D59877CBC4E4CD13D456B9A7C2C1C0672D439CD9C8C31946160E59E4CC8A792B93332AC2847E7934F23DDD8C54299B54872213C31184499DC6C734C544C14E74ED53FB87979B9749348E8261F7AE544834AA49F19EBF49553F2715D8D73318AECD20218D3E2C21D043227D8D8B40BEB433CDCB9BE5F3D40D09E147D9A8D0B44CE9C9DD7428B0F81CCDD9938F003720BF31D6640D40934C0394EB06C9332D304812DEA24735931BD84E0B4D414015E9389AA2C406CAE572BC59CADA94E69F489D1017541CAC6C170257653DF8F28C3E88A7264A12F50429A01E5FE2F54B0D6FBD2C9636B5AC50C56CDC71B30374EEC6C224960D16E82D8670A0EE603149BC3A77CDC9D39CAC3859DB2C34F680FE7EDDD7C3FFDBA7C3B5DAFA7F33B5589971218CC5A1D6BD23970FB5ABCF1EFF5B334E67BCE48F94E1FC05D95B779B57FADC9F88FB5D5C58F89E6BC164E322B8A406F6BA968E763B1A96ACAC175DCFE80F55DC6A3ADD6FB4247FA47898BA53D6BFBF6B6DFD7FBBFDC46E8FC');
INSERT INTO "pages" VALUES(4,5,1,1772438400250000,'https://www.tidepost.example/opinion','text/html',X'785E4D514B8BDB400CBEEFAF107B7102C63DEF12E752427B2865490C3D16792CDB4326A34192E3E6DF570E0BED651E9AEF25CDA11CBB9920A11A8C24F2000CC2AAD0614ABCC285973C4022BC93C2371489E10ADF517A5E04D040E94EB986E0B01013F038C640A280396F251AA09B17D1011FCDCBCB07AA529EB6F7C0B792306607A06B19B8EB3AF8ADA71C66D21A7AE12B654F968D246F8A0398470D58CC8995C28C7D34B784758E6A29E6C901C2CB34BBA0DB9DF2E4064FB7C4EADA1B7D64B65EE230D116FFB3CBAF4274051CDD0962D642C1D86943D4C07712A70A9B791A8BB7DE311E92D066E0EC2A12E6E6F0A51C7767BAF11DD34E0895737B383FF7E6E7E9D7E5C7A9EB4EE777A832AD9AC8B5A43AD6204BA2F655A3D1EFEDA88DC5810AABBDC33FE0AE2ACF7AB57FADC1E88FB5D5254E1996E2CD086C1F317A7E58BD87F4F88FD85435F89003B51F1E76577C69AB9BCF0E8EF0295903CB40D2BEBDEDF7F5FE2FDE30BC30');
INSERT INTO "pages" VALUES(5,6,0,1772438400250000,'https://www.tidepost.example/empty','text/html',X'785EB329B0CBCB2FC9C8CC4BB7D12FB00300266304FB');
INSERT INTO "pages" VALUES(6,1,2,1772524800250000,'https://www.tidepost.example/ferry','text/html',X'785E4D91CD6EE3300C84EF7D0AA2172780E19E5BC4B9A5EDA1BB2812037B5CD0121D0951248194E3CDDB2F6514682FFE9146F30D47BBBC1F1C4140293011F31DD07012810143480B9CD21C2D04C21B09BC21B3371778471ED3CC8005846E145B302A333E409A266F880530C6BA44160637B358BC770F0F9F2842F15CF74DBAE6803EAA00D5AB805217AB7F2345E3485A18395D286AB258886375B45034AAC15CF46023E070F44591B0382F25F8785601A7F9ECD45071076B117E218B6B55922A42F9021A59E75C882E1A0B165F1C4C751CC358745B0D9D36A1763A97B6A0A18A0200418C86C0B01EA99933934E48B1C26A8BE288B21A3341C11A5EEB8014E1957D258D5A2E4C5E557CC5B84642B9A8FD941862524845D619DD57C182DE76BBA7BCDF1CE99A6E18364C2829F6BBE3FAEE7E1FFE9C3E0EC37038BE401369914045EB6AF62DF01CA87F145FE86FFD94AE784B394979816FE1A6C9EB7AB37D5432FD2B7D73F2E708735E43D55626265ACB0AF71F07BBA605BD4043FD2716B7C9FAE89BABDE0BECE1CBB285C496B87F7EDE6EDBED7FB63DDBAD');
CREATE TABLE removals (
	revision_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	rule TEXT DEFAULT '' NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	data TEXT NOT NULL, 
	PRIMARY KEY (revision_id, position), 
	FOREIGN KEY(revision_id) REFERENCES revisions (id)
)
 WITHOUT ROWID

;
INSERT INTO "removals" VALUES(1,0,'title','judge.head: headline again','Last ferry','{"place":{"type":"path","path":"h1","order":1}}');
INSERT INTO "removals" VALUES(1,1,'newsletter','site_rules.tidepost: newsletter(''p.tide'')','Sign up for our free weekly newsletter.','{"place":{"type":"path","path":"p.tide","order":99}}');
INSERT INTO "removals" VALUES(1,2,'ad','cleaning.strip: <div> named as ad','Buy a rope
Now','{"place":{"type":"path","path":"div","order":98}}');
INSERT INTO "removals" VALUES(1,3,'share','lexicon.en label ''share''','Share','{"place":{"type":"path","path":"p","order":97}}');
INSERT INTO "removals" VALUES(2,0,'newsletter','site_rules.tidepost: newsletter(''p.tide'')','Sign up for our free weekly newsletter.','{"place":{"type":"path","path":"main > p.tide","order":99}}');
INSERT INTO "removals" VALUES(3,0,'newsletter','site_rules.tidepost: newsletter(''p.tide'')','Sign up for our free weekly newsletter.','{"place":{"type":"path","path":"main > p.tide","order":99}}');
INSERT INTO "removals" VALUES(4,0,'newsletter','site_rules.tidepost: newsletter(''p.tide'')','Sign up for our free weekly newsletter.','{"place":{"type":"path","path":"main > p.tide","order":99}}');
INSERT INTO "removals" VALUES(5,0,'newsletter','site_rules.tidepost: newsletter(''p.tide'')','Sign up for our free weekly newsletter.','{"place":{"type":"path","path":"main > p.tide","order":99}}');
CREATE TABLE revisions (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	run_id TEXT, 
	fetched BIGINT NOT NULL, 
	cleaned BIGINT NOT NULL, 
	source TEXT DEFAULT '' NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	length INTEGER NOT NULL, 
	body_hash BLOB NOT NULL, 
	whole_hash BLOB NOT NULL, 
	fields TEXT NOT NULL, 
	diff TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (article_id, revision), 
	FOREIGN KEY(article_id) REFERENCES articles (id), 
	FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "revisions" VALUES(1,1,1,'run-1',1772438400250000,1772438400250000,'rule:site_rules.tidepost','Last ferry',517,X'61994A4DA326CC391B1F37F736DFFBB0',X'EAD07F555A62F7535F87115EB8AE0969','{"url":null,"title":"Last ferry","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[{"url":"https://www.tidepost.example/f.jpg","caption":"The ferry","credit":"Ada Example"}],"source":"rule:site_rules.tidepost","confidence":1.0,"completeness":{"share":0.9,"paywalled":false,"signs":["word count"]},"selector":"div.story"}','');
INSERT INTO "revisions" VALUES(2,2,1,'run-1',1772438400250000,1772438400250000,'generic','Bridge closed',433,X'DDD4F6CD8D9567E9B48622CFFABD609C',X'105464BB1DBC2B55B48B61D25AE2AB70','{"url":null,"title":"Bridge closed","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[],"source":"generic","confidence":0.7,"completeness":{"share":null,"paywalled":null,"signs":[]},"selector":""}','');
INSERT INTO "revisions" VALUES(3,3,1,'run-1',1772438400250000,1772438400250000,'rule:site_rules.tidepost+generic','Arch',447,X'EB371008F68CE03E9C8C952C354B6DCD',X'A79641981F5AD280677CADC7F41D6D19','{"url":null,"title":"Arch","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[],"source":"rule:site_rules.tidepost+generic","confidence":0.6,"completeness":{"share":null,"paywalled":null,"signs":[]},"selector":""}','');
INSERT INTO "revisions" VALUES(4,4,1,'run-1',1772438400250000,1772438400250000,'second-opinion','Odd � half',324,X'7257AD93E7A5866169FE518991B5A397',X'DFBD064E7436338F5CC01EF286343D1B','{"url":null,"title":"Odd \ud83d half","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[],"source":"second-opinion","confidence":0.4,"completeness":{"share":null,"paywalled":null,"signs":[]},"selector":""}','');
INSERT INTO "revisions" VALUES(5,1,2,'run-2',1772524800250000,1772524800250000,'rule:site_rules.tidepost','Last ferry',416,X'9A7ACDB9FD6E1D741CEA0BC3DCD3E152',X'A7D0B01C6728B7D6C2833AC227859A0F','{"url":null,"title":"Last ferry","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[],"source":"rule:site_rules.tidepost","confidence":1.0,"completeness":{"share":null,"paywalled":null,"signs":[]},"selector":""}','--- before
+++ after
@@ -1,13 +1,4 @@
 The last ferry across Tallow Sound leaves Garrick Harbour at seven, council officers announced Thursday.
 Passengers complained about crowded benches, broken lanterns and the captain''s habit of whistling throughout.
 Edda Marsh, who crosses every weekday with four crates of herring, called this a scandal without precedent.
-Nobody has yet explained where thirteen sheep, stranded since Wednesday on Little Skerry, should spend winter.
-Two crossings
-It floats.
-So far.
-Ropes
-Lamps
-Day	Trips
-Monday	4
-o---o
-|   |
+The sheep were taken off on Friday by a fisherman who asked for nothing, the harbour said.');
CREATE TABLE runs (
	id TEXT NOT NULL, 
	config TEXT DEFAULT '' NOT NULL, 
	started BIGINT NOT NULL, 
	ended BIGINT, 
	summary TEXT DEFAULT '' NOT NULL, 
	counts TEXT DEFAULT '{}' NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES('run-1','news.toml',1772438400250000,1772442000250000,'4 articles','{"article":4,"failed":1}');
INSERT INTO "runs" VALUES('run-2','news.toml',1772524800250000,1772528400250000,'1 article','{"article":1}');
CREATE TABLE site_runs (
	run_id TEXT NOT NULL, 
	site TEXT NOT NULL, 
	started BIGINT NOT NULL, 
	data TEXT NOT NULL, 
	PRIMARY KEY (run_id, site), 
	FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "site_runs" VALUES('run-1','tidepost.example',1772438400250000,'{"site":"tidepost.example","found":9,"fetched":8,"articles":4,"empty":0,"unchanged":0,"blocked":0,"failed":0,"generic":0,"fell_back":0,"selectors":{},"hits":{},"removed_share":null,"median_length":null,"recurring":[],"seconds":0.0,"forbidden":0,"gone":0,"refused":0,"reasons":{},"carried":{},"matchers":null,"ruled":0}');
CREATE TABLE urls (
	id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	source TEXT NOT NULL, 
	site TEXT NOT NULL, 
	state SMALLINT NOT NULL, 
	same_as INTEGER, 
	found BIGINT, 
	dated BIGINT, 
	rank BIGINT NOT NULL, 
	summary TEXT DEFAULT '' NOT NULL, 
	etag TEXT DEFAULT '' NOT NULL, 
	last_modified TEXT DEFAULT '' NOT NULL, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	asked BIGINT, 
	again BIGINT, 
	changed BIGINT, 
	calm SMALLINT DEFAULT '0' NOT NULL, 
	outcome TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (url), 
	FOREIGN KEY(same_as) REFERENCES urls (id)
);
INSERT INTO "urls" VALUES(1,'https://www.tidepost.example/ferry','tide','tidepost.example',1,NULL,1772438400250000,NULL,1772438400249999,'','','',0,1772524800250000,NULL,1772524800250000,0,'article');
INSERT INTO "urls" VALUES(2,'https://www.tidepost.example/bridge','tide','tidepost.example',1,NULL,1772438400250000,NULL,1772438400249999,'','','',0,1772438400250000,NULL,1772438400250000,0,'article');
INSERT INTO "urls" VALUES(3,'https://www.tidepost.example/bridge-closed','tide','tidepost.example',4,2,NULL,NULL,1772438400250000,'','','',0,NULL,NULL,NULL,0,'');
INSERT INTO "urls" VALUES(4,'https://www.tidepost.example/redesigned','tide','tidepost.example',1,NULL,1772438400250000,NULL,1772438400249999,'','','',0,1772438400250000,NULL,1772438400250000,0,'article');
INSERT INTO "urls" VALUES(5,'https://www.tidepost.example/opinion','tide','tidepost.example',1,NULL,1772438400250000,NULL,1772438400249999,'','','',0,1772438400250000,NULL,1772438400250000,0,'article');
INSERT INTO "urls" VALUES(6,'https://www.tidepost.example/empty','tide','tidepost.example',1,NULL,1772438400250000,NULL,1772438400249999,'','','',0,1772438400250000,NULL,1772438400250000,0,'empty');
INSERT INTO "urls" VALUES(7,'https://www.tidepost.example/gone','tide','tidepost.example',3,NULL,1772438400250000,NULL,1772438400249999,'','','',0,1772438400250000,NULL,1772438400250000,0,'gone');
INSERT INTO "urls" VALUES(8,'https://www.tidepost.example/blocked','tide','tidepost.example',2,NULL,1772438400250000,NULL,1772438400249999,'','','',1,NULL,1772438700250000,NULL,0,'blocked');
INSERT INTO "urls" VALUES(9,'https://www.tidepost.example/failed','tide','tidepost.example',2,NULL,1772438400250000,NULL,1772438400249999,'','','',1,NULL,1772442000250000,NULL,0,'failed');
INSERT INTO "urls" VALUES(10,'https://www.tidepost.example/new','tide','tidepost.example',0,NULL,1772438400250000,1772438400250000,1772438400249999,'','','',0,NULL,NULL,NULL,0,'');
INSERT INTO "urls" VALUES(11,'https://www.tidepost.example/newer','tide','tidepost.example',0,NULL,1772438400250000,1772438400250000,1772438400249998,'','','',0,NULL,NULL,NULL,0,'');
INSERT INTO "urls" VALUES(12,'https://www.tidepost.example/print/ferry','tide','tidepost.example',4,1,1772524800250000,NULL,1772524800249999,'','','',0,1772524800250000,NULL,1772524800250000,0,'article');
CREATE TABLE validators (
	url TEXT NOT NULL, 
	etag TEXT DEFAULT '' NOT NULL, 
	last_modified TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (url)
);
INSERT INTO "validators" VALUES('https://www.tidepost.example/feed.xml','"f1"','Sun, 01 Mar 2026 07:00:00 GMT');
CREATE INDEX ix_runs_started ON runs (started);
CREATE INDEX ix_urls_same_as ON urls (same_as);
CREATE INDEX urls_new ON urls (source, rank) WHERE state = 0;
CREATE INDEX urls_later ON urls (source, again) WHERE state = 2;
CREATE INDEX urls_done ON urls (source, calm, asked) WHERE state = 1;
CREATE INDEX ix_fetches_url_id ON fetches (url_id);
CREATE INDEX ix_pages_fetched ON pages (fetched);
CREATE INDEX articles_site ON articles (site, changed, id);
CREATE INDEX articles_changed ON articles (changed, id);
CREATE INDEX site_runs_site ON site_runs (site, started);
CREATE INDEX ix_bands_article_id ON bands (article_id);
COMMIT;
