import { Client, type Pool, type QueryConfig, type QueryResult } from 'pg';
import { fewAtOnce } from './few-at-once';

/**
 * Each backend of PostgreSQL has caches of its own, so each connection more that is busy makes all calls dearer: measured
 * 1.1 ms of the server's processor a run on 3, 1.3 on 6, 1.7 on 16.
 */
const MOST_LANES = 3;
/** Calls sent along one connection before the first is answered: the server need not wait until we have read it. */
const DEPTH = 8;
/** Nothing has moved for so long: somebody holds a lock. */
const STALLED_MS = 20;
/** As the pool lets go of its own; a connection that somebody on the way has dropped must not be found by a call. */
const IDLE_MS = 10_000;

/** A connection that comes when it is needed, is shared by several calls, and is replaced when it is lost. */
class Lane {
  inFlight = 0;
  private idleSince = 0;
  private connection: Promise<Client> | undefined;

  constructor(private readonly config: object) {}

  private async connect(): Promise<Client> {
    const client = new Client({ ...this.config, pipeline: true });
    // Whether it fails or ends: the next call makes another. Without a listener its error would end the process.
    const forget = () => {
      if (this.connection === connection) this.connection = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    const connection = client.connect().then(() => client);
    this.connection = connection;
    connection.catch(forget);
    return connection;
  }

  async send<Row extends object>(query: QueryConfig): Promise<QueryResult<Row>> {
    this.inFlight += 1;
    try {
      return await (await (this.connection ?? this.connect())).query<Row>(query);
    } finally {
      this.inFlight -= 1;
      this.idleSince = performance.now();
    }
  }

  /** Lets go of a connection that nobody has needed for a while. */
  async rest(idleMs: number): Promise<void> {
    const { connection } = this;
    if (!connection || this.inFlight > 0 || performance.now() - this.idleSince < idleMs) return;
    this.connection = undefined;
    await connection.then((client) => client.end()).catch(() => undefined);
  }
}

/** Sends calls that are answered at once, and nothing that holds a connection. */
export interface Lanes {
  send<Row extends object>(query: QueryConfig): Promise<QueryResult<Row>>;
  /** Ends the connections; calls under way are answered before. */
  close(): Promise<void>;
}

/** How many of `poolSize` connections are lanes: a quarter, at most three; none of very few. */
export const laneCount = (poolSize: number): number => Math.min(MOST_LANES, Math.floor(poolSize / 4));

/**
 * Short calls of stored functions along few connections, several on the way at once on each (PostgreSQL's pipeline mode;
 * each stays a transaction of its own). What waits for a lock holds up to seven others of its lane; while nothing moves
 * anywhere, one more at a time goes through `pool`.
 */
export function openLanes(config: object, count: number, pool: Pool): Lanes {
  const lanes = Array.from({ length: count }, () => new Lane(config));
  const inTurn = fewAtOnce(count * DEPTH, STALLED_MS);
  const rest = setInterval(() => void Promise.all(lanes.map((lane) => lane.rest(IDLE_MS))), IDLE_MS).unref();
  return {
    send: <Row extends object>(query: QueryConfig) =>
      inTurn(() => {
        const lane = lanes.reduce((best, other) => (other.inFlight < best.inFlight ? other : best));
        return lane.inFlight < DEPTH ? lane.send<Row>(query) : pool.query<Row>(query);
      }),
    close: async () => {
      clearInterval(rest);
      while (lanes.some(({ inFlight }) => inFlight > 0)) await new Promise((resolve) => setTimeout(resolve, 5));
      await Promise.all(lanes.map((lane) => lane.rest(0)));
    },
  };
}
