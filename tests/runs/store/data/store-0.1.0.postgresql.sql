CREATE TABLE articles (
    id bigint NOT NULL,
    url_id bigint NOT NULL,
    url text NOT NULL,
    site text NOT NULL,
    revision integer NOT NULL,
    changed bigint NOT NULL,
    near bigint,
    simhash bigint
);
CREATE SEQUENCE articles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE articles_id_seq OWNED BY articles.id;
CREATE TABLE bands (
    band integer NOT NULL,
    article_id bigint NOT NULL
);
CREATE TABLE blocks (
    revision_id bigint NOT NULL,
    "position" integer NOT NULL,
    kind text DEFAULT ''::text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    data text NOT NULL
);
CREATE TABLE bodycopy_schema (
    version integer NOT NULL
);
CREATE TABLE fetches (
    id bigint NOT NULL,
    url_id bigint NOT NULL,
    run_id text NOT NULL,
    at bigint NOT NULL,
    outcome text DEFAULT ''::text NOT NULL,
    status integer,
    url text DEFAULT ''::text NOT NULL,
    content_type text DEFAULT ''::text NOT NULL,
    size integer,
    seconds double precision NOT NULL,
    kept text DEFAULT ''::text NOT NULL,
    why text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE fetches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE fetches_id_seq OWNED BY fetches.id;
CREATE TABLE findings (
    run_id text NOT NULL,
    site text NOT NULL,
    verdict text DEFAULT ''::text NOT NULL,
    evidence text NOT NULL
);
CREATE TABLE pages (
    id bigint NOT NULL,
    url_id bigint NOT NULL,
    revision integer NOT NULL,
    fetched bigint NOT NULL,
    url text DEFAULT ''::text NOT NULL,
    content_type text DEFAULT ''::text NOT NULL,
    body bytea NOT NULL
);
CREATE SEQUENCE pages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE pages_id_seq OWNED BY pages.id;
CREATE TABLE removals (
    revision_id bigint NOT NULL,
    "position" integer NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    rule text DEFAULT ''::text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    data text NOT NULL
);
CREATE TABLE revisions (
    id bigint NOT NULL,
    article_id bigint NOT NULL,
    revision integer NOT NULL,
    run_id text,
    fetched bigint NOT NULL,
    cleaned bigint NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    length integer NOT NULL,
    body_hash bytea NOT NULL,
    whole_hash bytea NOT NULL,
    fields text NOT NULL,
    diff text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE revisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE revisions_id_seq OWNED BY revisions.id;
CREATE TABLE runs (
    id text NOT NULL,
    config text DEFAULT ''::text NOT NULL,
    started bigint NOT NULL,
    ended bigint,
    summary text DEFAULT ''::text NOT NULL,
    counts text DEFAULT '{}'::text NOT NULL
);
CREATE TABLE site_runs (
    run_id text NOT NULL,
    site text NOT NULL,
    started bigint NOT NULL,
    data text NOT NULL
);
CREATE TABLE urls (
    id bigint NOT NULL,
    url text NOT NULL,
    source text NOT NULL,
    site text NOT NULL,
    state smallint NOT NULL,
    same_as bigint,
    found bigint,
    dated bigint,
    rank bigint NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    etag text DEFAULT ''::text NOT NULL,
    last_modified text DEFAULT ''::text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    asked bigint,
    again bigint,
    changed bigint,
    calm smallint DEFAULT '0'::smallint NOT NULL,
    outcome text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE urls_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE urls_id_seq OWNED BY urls.id;
CREATE TABLE validators (
    url text NOT NULL,
    etag text DEFAULT ''::text NOT NULL,
    last_modified text DEFAULT ''::text NOT NULL
);
ALTER TABLE ONLY articles ALTER COLUMN id SET DEFAULT nextval('articles_id_seq'::regclass);
ALTER TABLE ONLY fetches ALTER COLUMN id SET DEFAULT nextval('fetches_id_seq'::regclass);
ALTER TABLE ONLY pages ALTER COLUMN id SET DEFAULT nextval('pages_id_seq'::regclass);
ALTER TABLE ONLY revisions ALTER COLUMN id SET DEFAULT nextval('revisions_id_seq'::regclass);
ALTER TABLE ONLY urls ALTER COLUMN id SET DEFAULT nextval('urls_id_seq'::regclass);
INSERT INTO articles VALUES (2, 2, 'https://www.tidepost.example/bridge-closed', 'tidepost.example', 1, 1772438400250000, NULL, 3335622162852807098);
INSERT INTO articles VALUES (3, 4, 'https://www.tidepost.example/redesigned', 'tidepost.example', 1, 1772438400250000, 2, 3335622162852807098);
INSERT INTO articles VALUES (4, 5, 'https://www.tidepost.example/opinion', 'tidepost.example', 1, 1772438400250000, NULL, 446071208187039069);
INSERT INTO articles VALUES (1, 1, 'https://www.tidepost.example/ferry', 'tidepost.example', 2, 1772524800250000, NULL, -3160302758556550059);
INSERT INTO bands VALUES (442, 2);
INSERT INTO bands VALUES (76227, 2);
INSERT INTO bands VALUES (164527, 2);
INSERT INTO bands VALUES (208458, 2);
INSERT INTO bands VALUES (36189, 4);
INSERT INTO bands VALUES (99460, 4);
INSERT INTO bands VALUES (181094, 4);
INSERT INTO bands VALUES (198192, 4);
INSERT INTO bands VALUES (48213, 1);
INSERT INTO bands VALUES (103820, 1);
INSERT INTO bands VALUES (153954, 1);
INSERT INTO bands VALUES (250916, 1);
INSERT INTO blocks VALUES (1, 0, 'paragraph', 'The last ferry across Tallow Sound leaves Garrick Harbour at seven, council officers announced Thursday.', '{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO blocks VALUES (1, 1, 'paragraph', 'Passengers complained about crowded benches, broken lanterns and the captain''s habit of whistling throughout.', '{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO blocks VALUES (1, 2, 'paragraph', 'Edda Marsh, who crosses every weekday with four crates of herring, called this a scandal without precedent.', '{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO blocks VALUES (1, 3, 'paragraph', 'Nobody has yet explained where thirteen sheep, stranded since Wednesday on Little Skerry, should spend winter.', '{"place":{"type":"path","path":"main > p:nth-child(4)","order":3}}');
INSERT INTO blocks VALUES (1, 4, 'heading', 'Two crossings', '{"level":2,"place":{"type":"path","path":"h2","order":10}}');
INSERT INTO blocks VALUES (1, 5, 'quote', 'It floats.
So far.', '{"paragraphs":["It floats.","So far."],"place":{"type":"path","path":"blockquote","order":11}}');
INSERT INTO blocks VALUES (1, 6, 'listing', 'Ropes
Lamps', '{"items":["Ropes","Lamps"],"ordered":true,"place":{"type":"path","path":"ol","order":12},"start":3,"numbered":false}');
INSERT INTO blocks VALUES (1, 7, 'figure', '', '{"image":{"url":"https://www.tidepost.example/f.jpg","caption":"The ferry","credit":"Ada Example"},"place":{"type":"path","path":"figure","order":13}}');
INSERT INTO blocks VALUES (1, 8, 'table', 'Day	Trips
Monday	4', '{"rows":[["Day","Trips"],["Monday","4"]],"header":true,"place":{"type":"path","path":"table","order":14}}');
INSERT INTO blocks VALUES (1, 9, 'preformatted', 'o---o
|   |', '{"place":{"type":"path","path":"pre","order":15}}');
INSERT INTO blocks VALUES (2, 0, 'paragraph', 'Engineers closed the footbridge at Tallow Creek after inspectors discovered rotten timber beneath one arch.', '{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO blocks VALUES (2, 1, 'paragraph', 'Repairs will take eleven weeks and cost roughly three hundred thousand dollars, mostly borrowed from the state.', '{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO blocks VALUES (2, 2, 'paragraph', 'Schoolchildren from Upper Fennimore must meanwhile walk around the reservoir, adding forty minutes.', '{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO blocks VALUES (2, 3, 'paragraph', 'The mayor, himself a carpenter, offered to inspect the remaining beams personally before autumn storms arrive.', '{"place":{"type":"path","path":"main > p:nth-child(4)","order":3}}');
INSERT INTO blocks VALUES (3, 0, 'paragraph', 'The mayor, himself a carpenter, offered to inspect the remaining beams personally before autumn storms arrive.', '{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO blocks VALUES (3, 1, 'paragraph', 'Schoolchildren from Upper Fennimore must meanwhile walk around the reservoir, adding forty minutes.', '{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO blocks VALUES (3, 2, 'paragraph', 'Repairs will take eleven weeks and cost roughly three hundred thousand dollars, mostly borrowed from the state.', '{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO blocks VALUES (3, 3, 'paragraph', 'Engineers closed the footbridge at Tallow Creek after inspectors discovered rotten timber beneath one arch.', '{"place":{"type":"path","path":"main > p:nth-child(4)","order":3}}');
INSERT INTO blocks VALUES (3, 4, 'paragraph', 'A last line.', '{"place":{"type":"path","path":"main > p:nth-child(5)","order":4}}');
INSERT INTO blocks VALUES (4, 0, 'paragraph', 'The last ferry across Tallow Sound leaves Garrick Harbour at seven, council officers announced Thursday.', '{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO blocks VALUES (4, 1, 'paragraph', 'Passengers complained about crowded benches, broken lanterns and the captain''s habit of whistling throughout.', '{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO blocks VALUES (4, 2, 'paragraph', 'Engineers closed the footbridge at Tallow Creek after inspectors discovered rotten timber beneath one arch.', '{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO blocks VALUES (5, 0, 'paragraph', 'The last ferry across Tallow Sound leaves Garrick Harbour at seven, council officers announced Thursday.', '{"place":{"type":"path","path":"main > p:nth-child(1)","order":0}}');
INSERT INTO blocks VALUES (5, 1, 'paragraph', 'Passengers complained about crowded benches, broken lanterns and the captain''s habit of whistling throughout.', '{"place":{"type":"path","path":"main > p:nth-child(2)","order":1}}');
INSERT INTO blocks VALUES (5, 2, 'paragraph', 'Edda Marsh, who crosses every weekday with four crates of herring, called this a scandal without precedent.', '{"place":{"type":"path","path":"main > p:nth-child(3)","order":2}}');
INSERT INTO blocks VALUES (5, 3, 'paragraph', 'The sheep were taken off on Friday by a fisherman who asked for nothing, the harbour said.', '{"place":{"type":"path","path":"main > p:nth-child(4)","order":3}}');
INSERT INTO bodycopy_schema VALUES (1);
INSERT INTO fetches VALUES (1, 1, 'run-1', 1772438400250000, 'article', 200, 'https://www.tidepost.example/ferry', 'text/html', 1092, 0, 'new', '');
INSERT INTO fetches VALUES (2, 2, 'run-1', 1772438400250000, 'article', 200, 'https://www.tidepost.example/bridge', 'text/html', 634, 0, 'new', '');
INSERT INTO fetches VALUES (3, 4, 'run-1', 1772438400250000, 'article', 200, 'https://www.tidepost.example/redesigned', 'text/html', 648, 0, 'new', '');
INSERT INTO fetches VALUES (4, 5, 'run-1', 1772438400250000, 'article', 200, 'https://www.tidepost.example/opinion', 'text/html', 525, 0, 'new', '');
INSERT INTO fetches VALUES (5, 6, 'run-1', 1772438400250000, 'empty', 200, 'https://www.tidepost.example/empty', 'text/html', 14, 0, 'none', '');
INSERT INTO fetches VALUES (6, 7, 'run-1', 1772438400250000, 'gone', 404, 'https://www.tidepost.example/gone', '', NULL, 0, 'none', 'the server answered 404');
INSERT INTO fetches VALUES (7, 8, 'run-1', 1772438400250000, 'blocked', 403, 'https://www.tidepost.example/blocked', '', NULL, 0, 'none', 'the server answered 403');
INSERT INTO fetches VALUES (8, 9, 'run-1', 1772438400250000, 'failed', NULL, 'https://www.tidepost.example/failed', '', NULL, 0, 'none', 'no answer');
INSERT INTO fetches VALUES (9, 1, 'run-2', 1772524800250000, 'article', 200, 'https://www.tidepost.example/ferry', 'text/html', 617, 0, 'revised', '');
INSERT INTO fetches VALUES (10, 12, 'run-2', 1772524800250000, 'article', 200, 'https://www.tidepost.example/print/ferry', 'text/html', 617, 0, 'same', '');
INSERT INTO findings VALUES ('run-1', 'tidepost.example', 'ok', '[]');
INSERT INTO findings VALUES ('run-1', 'quay.example', 'broken', '["nothing came: 3 of 3 failed"]');
INSERT INTO pages VALUES (1, 1, 1, 1772438400250000, 'https://www.tidepost.example/ferry', 'text/html', '\x785e7d53516bdb30187cae7fc5475f9c409a51186c0d49a0a3612da4a52486be0cc617eb4bac45918c24c735f4c7ef149a640f5d5f1c473edddd77278deb695109190e91d6e27d475c7a1702156c8c6b69e91aabc808ef25d04ff65e975bba67bf728d278e14642f76402560a536e4d66b5d8a0fc4d6a6255154548d0f8abb61963d73086237e97be976b5616d01607045826aabf06f25b6ac240c68e5dd562c9cd928de26464511564bae2336e6812a5ee908496a2b1da2d176038077cda60221e4664a313db20fd500109724a01f089631672bb2852d6a75ac689dc6293d477c066185244087b990024c45081053286182cd614bf25c7bc1846293d8935b39d5c153a04e22c9eb71bc166492187c14cc132a917a40217a70813a68a4442fa2aca494c8599aeb188dd0729bfa00145a06c05a9040ab531cd02bdaf781e03364d903ea338e6318664b476b4e9085ab256473ded500dc717751788dd7478721ba8baf59e6aeaeae5cf646446fe32ff5b4b7909ddbb3e979e1e0ec64bc38fc0e8b87623e1b511e356ce5d301f9c6c824ffd3a88d0c2b61354260ac5080106f5237038af21a27f9fc74acb084404a993c73ac7a351e93bcbac6aaf34afce4badf1fd07fe49f662fcbf9ac28660b78b0d2062311199c8c5c061de577f21486512ba95d88233a037b797d58cffb97475f4bbdb1d4d4a8dd536a7eed450e07c274ff6c1c7e64fa9deb68fce6e613e7b77770ccea1c59898b6451d810f5eb7a4463a5f753b2bc4bd700274c9d92fbd1e026924783bfec936b3f7282bda7fc6ebe7f6263797fbb48fd858afdb9bf4b23afba44bd874bb61273049c533ae03f28ae3eeb7eebf7fb7f01299a7856');
INSERT INTO pages VALUES (2, 2, 1, 1772438400250000, 'https://www.tidepost.example/bridge', 'text/html', '\x785e4551cb6edb3010bce72b16b9c80604f59cc0f2a5704e4551d82e7a2c6869251121b9c47225d57fdf919b22178a10e7b1337bc8c7531a7d62d6425d90c23dd9c43488d84d7d3f3239a3ab0b4156faaaccefe40663259f4ae6ce04b4de974e16565055cc3891f97803e6c6899d4d24092ada4dcdd3d399b3f3e0ac3e0432f7cec481175056481772a9a74e8a41681ea770c72cf0a4694efd266f93cc65c3f41282d352530418b09ba8ca0ac4a0121f018a3963185eba492474930f5048ffde7fe68ce9de38251f4599e20cc7c82ead8031ad2e20252680d126a55c5817f15a93eb7b9f46b4a376a7e8d36c5c6072052ababb0031f958380ce4a8739a39a1ab9a64181ef598fcefed43383a9f36c11bbb5808531549e81a81181e686db639268411c5bb53f50b37872ff9b83b7394c5859db203a73d9c1fdfe6fbe9d7e5dbe97a3d9d5fa94abc96c0d88856c79a740edc3e176ffc7bbb96c67ccf19fdbdd2277057e5c7ff6aff5c93f11f6bab8b1f13cd790b4d322b2ac446b67561cc4f6253d59483ebb8fd8195ef328eb6dae2d1913e24d183f6acedcbcb7e5fefff02c933e4dd');
INSERT INTO pages VALUES (3, 4, 1, 1772438400250000, 'https://www.tidepost.example/redesigned', 'text/html', '\x785e45524d8bdb3010bdefaf18f6e2048c7bde250e94929e4a29494a8f45b1c7b688a411a371dcfcfb3e9b96bdd866f4e67d59877cbc4e4cd13d456b9a7c2c1c0672d439cd9c8c31946160e59e4cc8a792b93332ac2847e7934f23ddd8c54299b54872213c31184499dc6c734c544c14e74ed53fb87979b9749348e8261f7ae544834aa49f19ebf49553f2715d8d73318aecd20218d3e2c21d043227d8d8b40beb433cdcb9be5f3d40d09e147d9a8d0b44ce9c9dd7428b0f81ccdd9938f003720bf31d6640d40934c0394eb06c9332d304812dea24735931bd84e0b4d414015e9389aa2c406cae572bc59cada94e69f489d1017541cac6c170257653df8f28c3e88a7264a12f50429a01e5fe2f54b0d6fbd2c9636b5ac50c56cdc71b30374eec6c224960d16e82d8670a0ee603149bc3a77cdc9d39cac3859db2c34f680fe7eddd7c3ffdba7c3b5dafa7f33b5589971218cc5a1d6bd23970fb5abcf1eff5b334e67bce48f94e1fc05d95b779b57fadc9f88fb5d5c58f89e6bc164e322b8a406f6ba968e763b1a96acac175dcfe80f55dc6a3add6fb4247fa47898ba53d6bfbf6b6dfd7fbbfdc46e8fc');
INSERT INTO pages VALUES (4, 5, 1, 1772438400250000, 'https://www.tidepost.example/opinion', 'text/html', '\x785e4d514b8bdb400cbeefaf107b7102c63def12e752427b2865490c3d16792cdb4326a34192e3e6df570e0bed651e9aef25cda11cbb9920a11a8c24f2000cc2aad0614abcc285973c4022bc93c2371489e10adf517a5e04d040e94eb986e0b01013f038c640a280396f251aa09b17d1011fcdcbcb07aa529eb6f7c0b792306607a06b19b8eb3af8ada71c66d21a7ae12b654f968d246f8a0398470d58cc8995c28c7d34b784758e6a29e6c901c2cb34bba0db9df2e4064fb7c4eada1b7d64b65ee230d116ffb3cbaf4274051cdd0962d642c1d86943d4c07712a70a9b791a8bb7de311e92d066e0ec2a12e6e6f0a51c7767baf11dd34e0895737b383ff7e6e7e9d7e5c7a9eb4ee777a832ad9ac8b5a43ad6204ba2f655a3d1efeda88dc5810aabbdc33fe0ae2acf7ab57fadc1e88fb5d5254e1996e2cd086c1f317a7e58bd87f4f88fd85435f89003b51f1e76577c69ab9bcf0e8ef0295903cb40d2bebdedf7f5fe2fde30bc30');
INSERT INTO pages VALUES (5, 6, 0, 1772438400250000, 'https://www.tidepost.example/empty', 'text/html', '\x785eb329b0cbcb2fc9c8cc4bb7d12fb00300266304fb');
INSERT INTO pages VALUES (6, 1, 2, 1772524800250000, 'https://www.tidepost.example/ferry', 'text/html', '\x785e4d91cd6ee3300c84ef7d0aa2172780e19e5bc4b9a5eda1bb2812037b5cd0121d0951248194e3cddb2f6514682ffe9146f30d47bbbc1f1c4140293011f31dd07012810143480b9cd21c2d04c21b09bc21b3371778471ed3cc8005846e145b302a333e409a266f880530c6ba44160637b358bc770f0f9f2842f15cf74dbae6803eaa00d5ab805217ab7f2345e3485a18395d286ab258886375b45034aac15cf46023e070f44591b0382f25f8785601a7f9ecd45071076b117e218b6b55922a42f9021a59e75c882e1a0b165f1c4c751cc358745b0d9d36a1763a97b6a0a18a0200418c86c0b01ea99933934e48b1c26a8be288b21a3341c11a5eeb8014e1957d258d5a2e4c5e557cc5b84642b9a8fd941862524845d619dd57c182de76bba7bcdf1ce99a6e18364c2829f6bbe3faee7e1ffe9c3e0ec37038be401369914045eb6af62df01ca87f145fe86ffd94ae784b394979816fe1a6c9eb7ab37d5432fd2b7d73f2e708735e43d55626265acb0af71f07bba605bd4043fd2716b7c9fae89babde0bece1cbb285c496b87f7ede6edbed7fb63ddbad');
INSERT INTO removals VALUES (1, 0, 'title', 'judge.head: headline again', 'Last ferry', '{"place":{"type":"path","path":"h1","order":1}}');
INSERT INTO removals VALUES (1, 1, 'newsletter', 'site_rules.tidepost: newsletter(''p.tide'')', 'Sign up for our free weekly newsletter.', '{"place":{"type":"path","path":"p.tide","order":99}}');
INSERT INTO removals VALUES (1, 2, 'ad', 'cleaning.strip: <div> named as ad', 'Buy a rope
Now', '{"place":{"type":"path","path":"div","order":98}}');
INSERT INTO removals VALUES (1, 3, 'share', 'lexicon.en label ''share''', 'Share', '{"place":{"type":"path","path":"p","order":97}}');
INSERT INTO removals VALUES (2, 0, 'newsletter', 'site_rules.tidepost: newsletter(''p.tide'')', 'Sign up for our free weekly newsletter.', '{"place":{"type":"path","path":"main > p.tide","order":99}}');
INSERT INTO removals VALUES (3, 0, 'newsletter', 'site_rules.tidepost: newsletter(''p.tide'')', 'Sign up for our free weekly newsletter.', '{"place":{"type":"path","path":"main > p.tide","order":99}}');
INSERT INTO removals VALUES (4, 0, 'newsletter', 'site_rules.tidepost: newsletter(''p.tide'')', 'Sign up for our free weekly newsletter.', '{"place":{"type":"path","path":"main > p.tide","order":99}}');
INSERT INTO removals VALUES (5, 0, 'newsletter', 'site_rules.tidepost: newsletter(''p.tide'')', 'Sign up for our free weekly newsletter.', '{"place":{"type":"path","path":"main > p.tide","order":99}}');
INSERT INTO revisions VALUES (1, 1, 1, 'run-1', 1772438400250000, 1772438400250000, 'rule:site_rules.tidepost', 'Last ferry', 517, '\x61994a4da326cc391b1f37f736dffbb0', '\xead07f555a62f7535f87115eb8ae0969', '{"url":null,"title":"Last ferry","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[{"url":"https://www.tidepost.example/f.jpg","caption":"The ferry","credit":"Ada Example"}],"source":"rule:site_rules.tidepost","confidence":1.0,"completeness":{"share":0.9,"paywalled":false,"signs":["word count"]},"selector":"div.story"}', '');
INSERT INTO revisions VALUES (2, 2, 1, 'run-1', 1772438400250000, 1772438400250000, 'generic', 'Bridge closed', 433, '\xddd4f6cd8d9567e9b48622cffabd609c', '\x105464bb1dbc2b55b48b61d25ae2ab70', '{"url":null,"title":"Bridge closed","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[],"source":"generic","confidence":0.7,"completeness":{"share":null,"paywalled":null,"signs":[]},"selector":""}', '');
INSERT INTO revisions VALUES (3, 3, 1, 'run-1', 1772438400250000, 1772438400250000, 'rule:site_rules.tidepost+generic', 'Arch', 447, '\xeb371008f68ce03e9c8c952c354b6dcd', '\xa79641981f5ad280677cadc7f41d6d19', '{"url":null,"title":"Arch","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[],"source":"rule:site_rules.tidepost+generic","confidence":0.6,"completeness":{"share":null,"paywalled":null,"signs":[]},"selector":""}', '');
INSERT INTO revisions VALUES (4, 4, 1, 'run-1', 1772438400250000, 1772438400250000, 'second-opinion', 'Odd � half', 324, '\x7257ad93e7a5866169fe518991b5a397', '\xdfbd064e7436338f5cc01ef286343d1b', '{"url":null,"title":"Odd \ud83d half","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[],"source":"second-opinion","confidence":0.4,"completeness":{"share":null,"paywalled":null,"signs":[]},"selector":""}', '');
INSERT INTO revisions VALUES (5, 1, 2, 'run-2', 1772524800250000, 1772524800250000, 'rule:site_rules.tidepost', 'Last ferry', 416, '\x9a7acdb9fd6e1d741cea0bc3dcd3e152', '\xa7d0b01c6728b7d6c2833ac227859a0f', '{"url":null,"title":"Last ferry","subtitle":null,"authors":["Rosa Bellamy"],"published":"2026-03-01","modified":null,"language":"en","section":null,"images":[],"source":"rule:site_rules.tidepost","confidence":1.0,"completeness":{"share":null,"paywalled":null,"signs":[]},"selector":""}', '--- before
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
INSERT INTO runs VALUES ('run-1', 'news.toml', 1772438400250000, 1772442000250000, '4 articles', '{"article":4,"failed":1}');
INSERT INTO runs VALUES ('run-2', 'news.toml', 1772524800250000, 1772528400250000, '1 article', '{"article":1}');
INSERT INTO site_runs VALUES ('run-1', 'tidepost.example', 1772438400250000, '{"site":"tidepost.example","found":9,"fetched":8,"articles":4,"empty":0,"unchanged":0,"blocked":0,"failed":0,"generic":0,"fell_back":0,"selectors":{},"hits":{},"removed_share":null,"median_length":null,"recurring":[],"seconds":0.0,"forbidden":0,"gone":0,"refused":0,"reasons":{},"carried":{},"matchers":null,"ruled":0}');
INSERT INTO urls VALUES (3, 'https://www.tidepost.example/bridge-closed', 'tide', 'tidepost.example', 4, 2, NULL, NULL, 1772438400250000, '', '', '', 0, NULL, NULL, NULL, 0, '');
INSERT INTO urls VALUES (2, 'https://www.tidepost.example/bridge', 'tide', 'tidepost.example', 1, NULL, 1772438400250000, NULL, 1772438400249999, '', '', '', 0, 1772438400250000, NULL, 1772438400250000, 0, 'article');
INSERT INTO urls VALUES (4, 'https://www.tidepost.example/redesigned', 'tide', 'tidepost.example', 1, NULL, 1772438400250000, NULL, 1772438400249999, '', '', '', 0, 1772438400250000, NULL, 1772438400250000, 0, 'article');
INSERT INTO urls VALUES (5, 'https://www.tidepost.example/opinion', 'tide', 'tidepost.example', 1, NULL, 1772438400250000, NULL, 1772438400249999, '', '', '', 0, 1772438400250000, NULL, 1772438400250000, 0, 'article');
INSERT INTO urls VALUES (6, 'https://www.tidepost.example/empty', 'tide', 'tidepost.example', 1, NULL, 1772438400250000, NULL, 1772438400249999, '', '', '', 0, 1772438400250000, NULL, 1772438400250000, 0, 'empty');
INSERT INTO urls VALUES (7, 'https://www.tidepost.example/gone', 'tide', 'tidepost.example', 3, NULL, 1772438400250000, NULL, 1772438400249999, '', '', '', 0, 1772438400250000, NULL, 1772438400250000, 0, 'gone');
INSERT INTO urls VALUES (8, 'https://www.tidepost.example/blocked', 'tide', 'tidepost.example', 2, NULL, 1772438400250000, NULL, 1772438400249999, '', '', '', 1, NULL, 1772438700250000, NULL, 0, 'blocked');
INSERT INTO urls VALUES (9, 'https://www.tidepost.example/failed', 'tide', 'tidepost.example', 2, NULL, 1772438400250000, NULL, 1772438400249999, '', '', '', 1, NULL, 1772442000250000, NULL, 0, 'failed');
INSERT INTO urls VALUES (10, 'https://www.tidepost.example/new', 'tide', 'tidepost.example', 0, NULL, 1772438400250000, 1772438400250000, 1772438400249999, '', '', '', 0, NULL, NULL, NULL, 0, '');
INSERT INTO urls VALUES (11, 'https://www.tidepost.example/newer', 'tide', 'tidepost.example', 0, NULL, 1772438400250000, 1772438400250000, 1772438400249998, '', '', '', 0, NULL, NULL, NULL, 0, '');
INSERT INTO urls VALUES (1, 'https://www.tidepost.example/ferry', 'tide', 'tidepost.example', 1, NULL, 1772438400250000, NULL, 1772438400249999, '', '', '', 0, 1772524800250000, NULL, 1772524800250000, 0, 'article');
INSERT INTO urls VALUES (12, 'https://www.tidepost.example/print/ferry', 'tide', 'tidepost.example', 4, 1, 1772524800250000, NULL, 1772524800249999, '', '', '', 0, 1772524800250000, NULL, 1772524800250000, 0, 'article');
INSERT INTO validators VALUES ('https://www.tidepost.example/feed.xml', '"f1"', 'Sun, 01 Mar 2026 07:00:00 GMT');
SELECT pg_catalog.setval('articles_id_seq', 4, true);
SELECT pg_catalog.setval('fetches_id_seq', 10, true);
SELECT pg_catalog.setval('pages_id_seq', 6, true);
SELECT pg_catalog.setval('revisions_id_seq', 5, true);
SELECT pg_catalog.setval('urls_id_seq', 12, true);
ALTER TABLE ONLY articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY articles
    ADD CONSTRAINT articles_url_id_key UNIQUE (url_id);
ALTER TABLE ONLY bands
    ADD CONSTRAINT bands_pkey PRIMARY KEY (band, article_id);
ALTER TABLE ONLY blocks
    ADD CONSTRAINT blocks_pkey PRIMARY KEY (revision_id, "position");
ALTER TABLE ONLY bodycopy_schema
    ADD CONSTRAINT bodycopy_schema_pkey PRIMARY KEY (version);
ALTER TABLE ONLY fetches
    ADD CONSTRAINT fetches_pkey PRIMARY KEY (id);
ALTER TABLE ONLY findings
    ADD CONSTRAINT findings_pkey PRIMARY KEY (run_id, site);
ALTER TABLE ONLY pages
    ADD CONSTRAINT pages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pages
    ADD CONSTRAINT pages_url_id_revision_key UNIQUE (url_id, revision);
ALTER TABLE ONLY removals
    ADD CONSTRAINT removals_pkey PRIMARY KEY (revision_id, "position");
ALTER TABLE ONLY revisions
    ADD CONSTRAINT revisions_article_id_revision_key UNIQUE (article_id, revision);
ALTER TABLE ONLY revisions
    ADD CONSTRAINT revisions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY site_runs
    ADD CONSTRAINT site_runs_pkey PRIMARY KEY (run_id, site);
ALTER TABLE ONLY urls
    ADD CONSTRAINT urls_pkey PRIMARY KEY (id);
ALTER TABLE ONLY urls
    ADD CONSTRAINT urls_url_key UNIQUE (url);
ALTER TABLE ONLY validators
    ADD CONSTRAINT validators_pkey PRIMARY KEY (url);
CREATE INDEX articles_changed ON articles USING btree (changed, id);
CREATE INDEX articles_site ON articles USING btree (site, changed, id);
CREATE INDEX ix_bands_article_id ON bands USING btree (article_id);
CREATE INDEX ix_fetches_url_id ON fetches USING btree (url_id);
CREATE INDEX ix_pages_fetched ON pages USING btree (fetched);
CREATE INDEX ix_runs_started ON runs USING btree (started);
CREATE INDEX ix_urls_same_as ON urls USING btree (same_as);
CREATE INDEX site_runs_site ON site_runs USING btree (site, started);
CREATE INDEX urls_done ON urls USING btree (source, calm, asked) WHERE (state = 1);
CREATE INDEX urls_later ON urls USING btree (source, again) WHERE (state = 2);
CREATE INDEX urls_new ON urls USING btree (source, rank) WHERE (state = 0);
ALTER TABLE ONLY articles
    ADD CONSTRAINT articles_near_fkey FOREIGN KEY (near) REFERENCES articles(id);
ALTER TABLE ONLY articles
    ADD CONSTRAINT articles_url_id_fkey FOREIGN KEY (url_id) REFERENCES urls(id);
ALTER TABLE ONLY bands
    ADD CONSTRAINT bands_article_id_fkey FOREIGN KEY (article_id) REFERENCES articles(id);
ALTER TABLE ONLY blocks
    ADD CONSTRAINT blocks_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revisions(id);
ALTER TABLE ONLY fetches
    ADD CONSTRAINT fetches_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id);
ALTER TABLE ONLY fetches
    ADD CONSTRAINT fetches_url_id_fkey FOREIGN KEY (url_id) REFERENCES urls(id);
ALTER TABLE ONLY findings
    ADD CONSTRAINT findings_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id);
ALTER TABLE ONLY pages
    ADD CONSTRAINT pages_url_id_fkey FOREIGN KEY (url_id) REFERENCES urls(id);
ALTER TABLE ONLY removals
    ADD CONSTRAINT removals_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revisions(id);
ALTER TABLE ONLY revisions
    ADD CONSTRAINT revisions_article_id_fkey FOREIGN KEY (article_id) REFERENCES articles(id);
ALTER TABLE ONLY revisions
    ADD CONSTRAINT revisions_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id);
ALTER TABLE ONLY site_runs
    ADD CONSTRAINT site_runs_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id);
ALTER TABLE ONLY urls
    ADD CONSTRAINT urls_same_as_fkey FOREIGN KEY (same_as) REFERENCES urls(id);
