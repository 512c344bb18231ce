/** Four pictures of 320 x 180 as key frames of VP8, each without need of another. */
const FRAMES = [
  [
    'UBkAnQEqQAG0AD85nMpdryyopKJWmAHgJwlnbuFz8Qv9H5RxU+QG2A54p9dfQAHzM2J4rMvF6Z3isy8XpneKzLxemd4rMvF6Z3ix',
    'BxbJFn65Kghr/mygvTO8VmXhzgT5ihnT/vVvjJe3MOyg/tpXY9tagSyXik1yg/ti/bzhzNfqKbG/lK2iXvWtUtzDsoP7afJFvfoi',
    '3QIuNVMxrJLcvMS3MOyg/tqAC/qWH9sX7cw8TMw9y+9yg/ti/b1BPO1B/bF+3MOykVpClWcw7KD+2L9sAAD+/Jnf/6umRy4Jd3A3',
    'coeHjAnPVpQQABGezlJBW/sj35R3/a80MjPo1TRLceRJToAtR9HIPZ+udEsGL3GtiU/02I2BOfwGbQ0iil8H3v/OBwCaJEzIBXtl',
    'fFYj0G5uGjK/q+euZ4BmQvvmKGV90S8zHPxBcMREYJpQHPOYbIDquA0X/1D/BEmUh9mksFmLCnHWAKBQsrQ43ALurLzFHMtFZBHr',
    'TFRQ79GtJ7+yKB0fj9QIdXLCIBTFMrsAg4n5VXkc3TlJAfm+kDfg4TdqZ61+F9vfS1mC44G+nitDCcNbvcW7+bVc1UAJZ1I5I5vc',
    'bCb3lPFBAnAQAAAAAAA=',
  ].join(''),
  [
    'MBgAnQEqQAG0AD85nM5dryyqpKJXiBHgJwlnbuF2sRC3QkdCcvegGBdPamsGaU2eLPMyVqguWaoLlmqC4izxZ5mL2eLPM3+cLqa8',
    'GTw+1I7/2buGaU2eLq1bQB/EcZORhfHDquO48zMXw1jzMWHNUxrwCyCxAobPIJkLXEuU+SkKgI1GyWUH9qbRHQSHuZvkEKgB47e/',
    'NaO+w6Oyg/tZsZezyYoJqYddBPmPTHZQoqDroHZuHa5aD/CDdA7KEqBMzH2p0WHZQf2gAAD+/qn//8b83t128f3R7R7sAJr7NgEA',
    'H7rnZan+4UPlKfs3Xs7i6Nksf8DXRyc/yttkOZvIDIg1v3tcp/ACoRJ6r4GCwy1KlTetMudFVq9yc7Jk794awuNAotnCC/7Oyg7p',
    '2hOP1GJ81weFPUaAeqV4EfGfJDg/qKLCxEnWw1XkJlYolmZfPCgenh2O52tL4WUuUJCbOWan3Q4QGyei+QR7t4o9Mwor21d1VJ6p',
    'cAGlXMdhKADQt4wAAAFhCBWwgAAAAAA=',
  ].join(''),
  [
    'MBkAnQEqQAG0AD85nM5drywqpKHU6DngJwlnANc5oDbSuLwCn5mPpr4iD6a+B/sIP5Yv2xh2EJGDsJ7cmB+WL9sYmP9l51m7XK9m',
    'S/30ry2IWNVYdhHVB/LatHERKlAZtohK3x5CVH7aRbgEKBfqhVFgPlTl8q3ibCEjB5jHKf0r+MZo+nS9G5ml53sDH7aRYw7CEDKA',
    '1i0rQ/T7q6vyozWwinbCEjB2EH8sYLYQv0saYX7Yw7CD+WMFP797CD+WL9sYdhCAJ/LF+2MOwg/li/QAAP7Lt9kuF/+K/T3gGH81',
    '5uRAAD+RfKGXMFqgigF/jbxX/Xt6+TqfAuXrqrKymikWBlLtqAnhgkr8RdF4qMOUz3B77Ljuas+2jLPEOerkUHofk1gX6M4IWoEu',
    '3PjKNzadCbv/0WeZQFW7+D3vTMMS/CketdSbcYhg8qXvTASlGaPnS1rgkB+RPI5SlzN5TYbUC8PU1/TGoFX+eQOo5d0OH6N1gdPJ',
    '3S1Y8iRcapH0/wRGsik9CgsJJC8DOV1wQV1hlfUHBozDsQO/twYPX6PUhUxRVxbSegFEEACIibkWZF7xJTIgAAA=',
  ].join(''),
  [
    'cBcAnQEqQAG0AD85nM5dry0qpKIaqBHgJwlnbuF2sPqzsgWucZK8QundTUBMrqd1NQEyup3U1DrmV1O6moCZXU7qa/2ORRrn/91L',
    'huzZmHlXKeghWZdRpQqLUfzyhcF+iHVKxfXEzztAIwfAlRMpi9T5a4hdPQQs7VUQo5e845A7IBDUlViLzbhiGnkdqSn9D4Ej2Ed/',
    'N7SRaUEMIuqWljQCZ2rc74tBD+HsXXU7rE+Hl7pDK4XOMleIZXY5PB5eIXSoAAD+/twvXP/5HYQ3YOa2ICCY0FE+m5Jpfu3Pxx+H',
    'GfaXY/pTBwKvbRZaSO8eiauQsh/UqV1m1IemX4BqzgCVebQvb1UhGiLBp0B+mAbN/f69foBAjsS9PmJ6yyaVTz/s1yslnSXPLAwN',
    'Bb0KP1JM66yc7kuw90XCmd1iEuGXVylNr2xkOV4T+fVdDOAdKHQwi4UCAGIZA0wbBZsE/8ufpUTMmCui6T/gQGc2oU6ozhLJ7+4Q',
    'b8TJYW4Drhi1XiAqqksHWVFI0QATQ4DFv90RSVC5CsCAAAA=',
  ].join(''),
].map((frame) => Buffer.from(frame, 'base64'));

const SIZE = { width: 320, height: 180 };
const FRAMES_PER_SECOND = 4;

/** An element of EBML: its id as hexadecimal digits, its size in eight bytes, and what it holds. */
function element(id: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE((1n << 56n) | BigInt(body.byteLength));
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}

function unsigned(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

const words = (text: string) => Buffer.from(text, 'latin1');

/** One second: its time, and a block for each frame, of track 1, that stands for itself. */
function cluster(second: number): Buffer {
  const blocks = Array.from({ length: FRAMES_PER_SECOND }, (_, index) => {
    const head = Buffer.from([0x81, 0, 0, 0x80]);
    head.writeInt16BE((index * 1_000) / FRAMES_PER_SECOND, 1);
    return element('a3', head, FRAMES[(second + index) % FRAMES.length] ?? Buffer.alloc(0));
  });
  return element('1f43b675', element('e7', unsigned(second * 1_000)), ...blocks);
}

/** A film that browsers play and seek in: WebM, VP8, 320 x 180, of whole seconds. */
export function film(seconds: number): Buffer {
  const head = element(
    '1a45dfa3',
    element('4286', unsigned(1)),
    element('42f7', unsigned(1)),
    element('42f2', unsigned(4)),
    element('42f3', unsigned(8)),
    element('4282', words('webm')),
    element('4287', unsigned(2)),
    element('4285', unsigned(2)),
  );
  const info = element(
    '1549a966',
    element('2ad7b1', unsigned(1_000_000)),
    element('4489', float(seconds * 1_000)),
    element('4d80', words('wire')),
    element('5741', words('wire')),
  );
  const picture = element('e0', element('b0', unsigned(SIZE.width)), element('ba', unsigned(SIZE.height)));
  const kind = [element('d7', unsigned(1)), element('73c5', unsigned(1)), element('83', unsigned(1))];
  const tracks = element('1654ae6b', element('ae', ...kind, element('86', words('V_VP8')), picture));
  const clusters = Array.from({ length: seconds }, (_, second) => cluster(second));
  // Where each second stands, counted from behind the head of the segment; the list itself has the same size whatever it says.
  const cues = (from: number) => {
    let at = from;
    const points = clusters.map((one, second) => {
      const place = element('b7', element('f7', unsigned(1)), element('f1', unsigned(at)));
      at += one.byteLength;
      return element('bb', element('b3', unsigned(second * 1_000)), place);
    });
    return element('1c53bb6b', ...points);
  };
  const before = info.byteLength + tracks.byteLength;
  const list = cues(before + cues(0).byteLength);
  return Buffer.concat([head, element('18538067', info, tracks, list, ...clusters)]);
}
