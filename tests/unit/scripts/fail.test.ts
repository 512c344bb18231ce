import { explain } from '../../../scripts/serve/fail.mjs';

const coded = (code: string, more: object = {}) => Object.assign(new Error(`low level ${code}`), { code, ...more });

describe('a start that fails', () => {
  it('says which port is in use', () => {
    expect(explain(coded('EADDRINUSE', { port: 3000 }))).toContain('Port 3000 is in use');
  });

  it('finds the cause inside of wrapped errors', () => {
    expect(explain(new Error('outer', { cause: coded('ECONNREFUSED') }))).toContain('DATABASE_URL');
  });

  it("drops Next's wrapping from our own messages", () => {
    const message = 'The embedded database in .data is open in process 7.';
    expect(explain(new Error(`An error occurred while loading instrumentation hook: ${message}`))).toBe(message);
  });
});
