export interface Servers {
  databaseUrl: string;
  redisUrl: string;
  stop(): Promise<void>;
}
export function startServers(): Promise<Servers>;
export function freePort(): Promise<number>;
