import { specNames } from './python-names';

test('the names of a spec and of the structs in it', () => {
  const [, json] = / = (\{[^]*\})\n$/.exec(specNames())!;
  expect(JSON.parse(json)).toMatchObject({
    Algorithm: { image: 'it is called algorithmImage' },
    Mount: { mountPath: 'it is called path' },
    SecurityContext: {},
    SideCar: { image: 'it belongs in container' },
  });
});
