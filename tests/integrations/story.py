"""A page with an article, and a line on it that is none."""

from __future__ import annotations

URL = "https://harbourpost.example/news/harbour-opens-its-books"
FIRST = "The harbour published its accounts on Monday, two years late, and they fit on one page."
CUT = "Sign up for our free newsletter and get the tide in your inbox every morning."
LAST = "“We had nothing to hide and nothing to show,” said Bo Sample, who keeps them in the café by the quay."
PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Harbour opens its books</title>
<meta name="author" content="Ada Example">
<meta property="article:published_time" content="2026-03-02T08:30:00Z">
<link rel="canonical" href="{URL}">
</head>
<body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article>
<h1>Harbour opens its books</h1>
<p>{FIRST} The page is <a href="/accounts">on the wall</a> of the office.</p>
<div class="newsletter-signup"><p>{CUT}</p></div>
<h2>What the page says</h2>
<ul><li>Ropes: 40 crowns.</li><li>Lamps: 12 crowns.</li></ul>
<p>{LAST}</p>
</article>
<footer><p>© Harbour Post</p></footer>
</body>
</html>
"""
EMPTY = "<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>"
"""A page without an article."""
