import { isTypo, TypoIndex, typosOf } from '../../src/text/typo';

test.each([
  ['settigns', 'settings'],
  ['frontned', 'frontend'],
  ['my-settigns-dev', 'my-settings-dev'],
  ['web_server', 'web-server'],
  ['webServer', 'webserver'],
  ['servers', 'server'],
])('%s is a typo of %s', (written, name) => {
  expect(isTypo(written, name)).toBe(true);
  expect(isTypo(name, written)).toBe(true);
});

test.each([
  ['server', 'server'],
  ['server1', 'server2'],
  ['api', 'apis'],
  ['shard-a', 'shard-b'],
  ['web-dev', 'web-prod'],
  ['settings', 'settings-dev'],
  ['red-server', 'blue-serve'],
  ['$' + '{X}-server', '$' + '{X}-sever'],
])('%s is not a typo of %s', (written, name) => expect(isTypo(written, name)).toBe(false));

test('probably meant names are found in their order', () => {
  const names = ['settnigs-2', 'settings', 'settigns', 'SETTINGS', 'server', 'set-tings', 'setings-1'];
  const index = new TypoIndex(names, (name) => name);
  expect(index.typosOf('settings')).toEqual(['settigns', 'SETTINGS', 'set-tings']);
  expect(index.typosOf('settings-2')).toEqual(['settnigs-2']);
  expect(index.typosOf('$' + '{X}-settings')).toEqual([]);
  for (const name of names) {
    const compared = names.filter((other) => isTypo(name, other));
    expect(index.typosOf(name)).toEqual(compared);
    expect(typosOf(name, names, (each) => each)).toEqual(compared);
  }
});
