import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { startWireHttp, type Reply } from './wire-http';

/** One publisher key pair as Google has them; ids are numbers. */
export interface AdmobSigner {
  keyId: number;
  /** DER, base64url. */
  sign(text: string): string;
}

export interface AdmobKeyServer {
  /** What ADMOB_SSV_KEYS_URL is set to. */
  url: string;
  /** How often the list was asked for. */
  asked(): number;
  /** The newest key. */
  signer(): AdmobSigner;
  /** A key that is in no list. */
  stranger(curve?: string): AdmobSigner;
  /** A new key beside the old ones, or in their place. */
  rotate(options?: { dropOld?: boolean; curve?: string }): AdmobSigner;
  /** Answers the list again. */
  recover(): void;
  fail(status?: number): void;
  /** Takes calls and says nothing. */
  stall(): void;
  /** Answers this text as if it were the list. */
  lie(text: string): void;
  /** Sends everybody elsewhere. */
  redirect(to: string): void;
  close(): Promise<void>;
}

interface Pair {
  signer: AdmobSigner;
  publicKey: KeyObject;
}

let lastId = 3_335_741_208;

function makePair(curve = 'prime256v1'): Pair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  lastId += 1;
  const signer = {
    keyId: lastId,
    sign: (text: string) =>
      sign('sha256', Buffer.from(text, 'utf8'), { key: privateKey, dsaEncoding: 'der' }).toString('base64url'),
  };
  return { signer, publicKey };
}

const entryOf = ({ signer, publicKey }: Pair) => ({
  keyId: signer.keyId,
  pem: publicKey.export({ format: 'pem', type: 'spki' }),
  base64: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
});

/** A key server like the one of AdMob, on this machine, with keys of its own. */
export async function startAdmobKeyServer(): Promise<AdmobKeyServer> {
  let pairs = [makePair()];
  // A slow machine must not meet a kept connection just as it is closed: that is another test's matter.
  const once = { connection: 'close' };
  const wellBehaved = (reply: Reply) => reply.json(200, { keys: pairs.map(entryOf) }, once);
  let answer: (reply: Reply) => void = wellBehaved;
  const wire = await startWireHttp((reply) => answer(reply));
  return {
    url: `${wire.url}/verifier-keys.json`,
    asked: () => wire.heard.length,
    signer: () => pairs.at(-1)!.signer,
    stranger: (curve) => makePair(curve).signer,
    rotate: ({ dropOld = false, curve } = {}) => {
      const pair = makePair(curve);
      pairs = dropOld ? [pair] : [...pairs, pair];
      return pair.signer;
    },
    recover: () => (answer = wellBehaved),
    fail: (status = 503) => (answer = (reply) => reply.json(status, { error: 'down' }, once)),
    stall: () => (answer = () => {}),
    lie: (text) => (answer = (reply) => reply.bytes('application/json', Buffer.from(text))),
    redirect: (to) => (answer = (reply) => reply.json(302, {}, { location: to })),
    close: () => wire.close(),
  };
}
