import { haveCases } from './cases';
import { disagreement, updateRows } from './update-cases';

// Recorded answers of a real API server, when they are to be had (see cases.ts).
const recorded = haveCases() ? updateRows() : [];

test.each(['apply', 'replace'] as const)('updates by %s have the recorded answers', (method) => {
  expect(recorded.map((row) => disagreement(row, method)).filter((text) => text !== undefined)).toEqual([]);
});
