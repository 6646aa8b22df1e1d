import { isTypo } from '../../src/text/typo';

test.each([
  ['settigns', 'settings'],
  ['frontned', 'frontend'],
  ['my-settigns-dev', 'my-settings-dev'],
  ['web_server', 'web-server'],
  ['webServer', 'webserver'],
  ['servers', 'server'],
])('%s is %s', (written, name) => {
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
])('%s is not %s', (written, name) => expect(isTypo(written, name)).toBe(false));
