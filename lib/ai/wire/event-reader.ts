/**
 * Reads server-sent events from text as it comes, in pieces of any size. `onData` gets each event's data; comments and
 * other fields are passed over. Lines may end in LF, CRLF or CR LF split between two pieces.
 */
export function createEventReader(onData: (data: string) => void): (text: string) => void {
  let rest = '';
  let data: string | undefined;
  const onLine = (line: string) => {
    if (line === '') {
      if (data !== undefined) onData(data);
      data = undefined;
    } else if (line.startsWith('data:')) {
      const value = line.charCodeAt(5) === 32 ? line.slice(6) : line.slice(5);
      data = data === undefined ? value : `${data}\n${value}`;
    }
  };
  return (text) => {
    // A line without end is put together once, not searched again with each piece of it.
    if (!text.includes('\n')) return void (rest += text);
    const all = rest === '' ? text : rest + text;
    let from = 0;
    for (let to = all.indexOf('\n'); to >= 0; to = all.indexOf('\n', from)) {
      onLine(all.slice(from, all.charCodeAt(to - 1) === 13 && to > from ? to - 1 : to));
      from = to + 1;
    }
    rest = from === 0 ? all : all.slice(from);
  };
}
