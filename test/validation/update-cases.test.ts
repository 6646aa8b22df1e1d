import { haveCases } from './cases';
import { disagreement, updateRows } from './update-cases';

// Recorded answers of a real API server, when they are to be had (see cases.ts).
const recorded = haveCases() ? updateRows() : [];

test.each(['apply', 'replace'] as const)('recorded updates by %s: the same answers', (method) => {
  expect(recorded.map((row) => disagreement(row, method)).filter((text) => text !== undefined)).toEqual([]);
});
