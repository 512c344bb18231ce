import { parseEnv } from '@/lib/env';

describe('the environment', () => {
  it('boots on nothing at all, with the documented defaults', () => {
    expect(parseEnv({})).toMatchObject({ PORT: 3000, APP_NAME: 'MegicAI', DATA_DIR: '.data', TRUSTED_PROXIES: 0 });
  });

  it('counts an empty string as absent', () => {
    expect(parseEnv({ DATABASE_URL: '', PORT: '' }).PORT).toBe(3000);
  });

  it.each([
    ['PORT', { PORT: 'eighty' }],
    ['APP_URL', { APP_URL: 'javascript:alert(1)' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }],
    ['REDIS_URL', { REDIS_URL: 'http://localhost:6379' }],
    ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: 'short' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'a@example.com', ADMIN_PASSWORD: 'short' }],
    ['ADMIN_EMAIL', { ADMIN_PASSWORD: 'long enough to be taken' }],
    ['UPSTASH_REDIS_REST_TOKEN', { UPSTASH_REDIS_REST_URL: 'https://example.com' }],
    ['OPENAI_COMPATIBLE_SERVERS', { OPENAI_COMPATIBLE_SERVERS: '{' }],
  ])('names %s when it is wrong', (name, variables) => {
    expect(() => parseEnv(variables)).toThrow(name);
  });

  it('names every wrong variable at once', () => {
    expect(() => parseEnv({ PORT: '-1', LOG_LEVEL: 'loud' })).toThrow(/PORT[\s\S]*LOG_LEVEL/);
  });

  it('lays the environment over config.yaml', () => {
    const yaml =
      'PORT: 4000\nAPP_NAME: Corner Shop\nOPENAI_COMPATIBLE_MODELS: [a, b]\nsettings:\n  royaltyRate: 0.03\n';
    const env = parseEnv({ PORT: '5000' }, yaml);
    expect(env).toMatchObject({ PORT: 5000, APP_NAME: 'Corner Shop', OPENAI_COMPATIBLE_MODELS: ['a', 'b'] });
    expect(env.settingsDefaults).toEqual({ royaltyRate: 0.03 });
  });

  it('refuses a name that config.yaml does not know', () => {
    expect(() => parseEnv({}, 'OPENAI_KEY: sk-1\n')).toThrow('OPENAI_KEY');
  });
});
