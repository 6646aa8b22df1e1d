import { isGoRegex } from '../../src/text/go-regex';

test.each([
  '',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
  '(?i)abc',
  '(?P<name>a)',
  '(?i:a)',
  '\\A\\d+\\z',
  '\\p{Greek}\\pL',
  '\\x41\\x{1F600}',
  'a{1000}',
  '[\\w-]+\\.\\/',
  '^(?:a|b)*?$',
  '[[:alpha:]]',
  'é+',
])('Go reads %s', (pattern) => expect(isGoRegex(pattern)).toBe(true));

test.each([
  '(?=a)',
  '(?!a)',
  '(?<=a)',
  '(?<!a)',
  '(a)\\1',
  '(',
  ')',
  '[a',
  'a**',
  '\\y',
  'a{1001}',
  'a{2,1}',
  '[z-a]',
  '\\',
])('Go refuses %s', (pattern) => expect(isGoRegex(pattern)).toBe(false));
