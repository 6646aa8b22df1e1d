import { imageReferenceError } from '../../src/apimachinery/image-reference';

const DIGEST = `sha256:${'a1'.repeat(32)}`;

test.each([
  'httpd',
  'httpd:2.4',
  'library/httpd',
  'docker.io/acme/print-every-10-sec:v4',
  'localhost/x',
  'localhost:5000/x',
  'registry:5000/a/b/c',
  'REGISTRY.acme.io/x',
  'a__b',
  'a.b_c--d',
  'x:UPPER_Tag.1',
  `x@${DIGEST}`,
  `registry:5000/x:1@${DIGEST}`,
  '[::1]:5000/x',
  'Registry/x',
  `x:${'t'.repeat(128)}`,
  `${'a'.repeat(255)}`,
])('%s', (reference) => expect(imageReferenceError(reference)).toBeUndefined());

test.each([
  ['a b', 'white space'],
  ['UPPER', 'lower-case'],
  ['acme/UPPER', 'lower-case'],
  ['x:', 'tag'],
  ['x:-1', 'tag'],
  [`x:${'t'.repeat(129)}`, 'tag'],
  ['/x', 'lower-case'],
  ['a//b', 'lower-case'],
  ['x/', 'lower-case'],
  ['a-', 'lower-case'],
  ['a___b', 'lower-case'],
  ['x@sha256:abc', 'digest'],
  [`x@${DIGEST}@${DIGEST}`, 'more than one "@"'],
  ['http://x/y', 'registry host'],
  ['reg.io:port/x', 'registry host'],
  ['-reg.io/x', 'registry host'],
  [`${'a'.repeat(256)}`, '255 characters'],
  [':tag', 'lower-case'],
  ['$(IMAGE)', 'lower-case'],
])('%s is refused', (reference, reason) => expect(imageReferenceError(reference)).toContain(reason));

test.each(['a-', '-', '_', 'a.', '/', ':', '@'])('a hundred thousand times %p is refused quickly', (text) => {
  expect(imageReferenceError(text.repeat(100_000))).toBeDefined();
});
