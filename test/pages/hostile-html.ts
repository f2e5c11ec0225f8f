/** What a submission may put into every text of a page, hoping to be more than text. */
export const HOSTILE_HTML = [
  '<script>globalThis.hacked = 1</script>',
  '"><img src=x onerror="globalThis.hacked=1">',
  "' onmouseover='globalThis.hacked=1' autofocus onfocus='globalThis.hacked=1",
  '</pre></style></script></title></textarea><script>globalThis.hacked=1</script>',
  '<svg/onload=globalThis.hacked=1>',
  '<!--<script>globalThis.hacked=1//',
  '&lt;b&gt; &amp; &#x3c;i&#x3e;',
  'javascript:globalThis.hacked=1',
  '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
  '{{constructor.constructor("hacked=1")()}} ${hacked=1}',
];
