import { callOf, inputFile, renderOf, toolOf, LIMITS } from '@/tests/support/tool-calls';

describe('a picture', () => {
  it('has the size, style, number and seed that were chosen; a natural style is none', () => {
    expect(renderOf('image-generation', { input: { prompt: 'x' }, options: { size: '768x1024' } })).toEqual({
      ...{ kind: 'image', prompt: 'x', width: 768, height: 1_024, count: 1 },
    });
    const options = { style: 'photo', count: '3' };
    expect(renderOf('image-generation', { input: { prompt: 'x', seed: 0 }, options })).toEqual({
      ...{ kind: 'image', prompt: 'x', width: 1_024, height: 1_024, count: 3, style: 'photo', seed: 0 },
    });
  });

  it.each([-1, 1.5, 2 ** 31, 'seven', '0x10', '1e3'])('has no seed such as %j', (seed) => {
    expect(() => renderOf('image-generation', { input: { prompt: 'x', seed } })).toThrow('input.seed');
  });

  it('is changed by words, or varied without them, in its own size', () => {
    const source = inputFile({ width: 640, height: 480 });
    const edit = (input: Record<string, unknown>) => renderOf('image-edit', { input, files: { fileId: source } });
    expect(edit({ prompt: 'snow' })).toEqual({
      ...{ kind: 'image', prompt: 'snow', width: 640, height: 480, count: 1, source },
    });
    expect(edit({})).toMatchObject({ prompt: '', source });
    const unknown = renderOf('image-edit', { input: {}, files: { fileId: inputFile() } });
    expect(unknown).toMatchObject({ width: 1_024, height: 1_024 });
  });

  it('is not made of a file that nobody fetched', () => {
    const tool = toolOf('image-edit');
    expect(() => tool.render({ ...callOf(tool, {}), files: {} }, LIMITS)).toThrow('was not gathered');
  });
});

describe('sound', () => {
  it('is read by the voice, at the speed and in the format that were chosen', () => {
    expect(renderOf('text-to-speech', { input: { text: 'Hello.' } })).toEqual({
      ...{ kind: 'speech', text: 'Hello.', voice: 'warm', format: 'mp3', speed: 1 },
    });
    const options = { voice: 'deep', speed: '0.75', format: 'opus' };
    expect(renderOf('text-to-speech', { input: { text: 'Hello.' }, options })).toMatchObject({
      ...{ voice: 'deep', format: 'opus', speed: 0.75 },
    });
    expect(() => renderOf('text-to-speech', { input: { text: 'Hello.' }, options: { speed: '3' } })).toThrow('speed');
  });

  it('is written down in its own language unless one is named', () => {
    const audio = inputFile({ kind: 'audio', mediaType: 'audio/wav', seconds: 12 });
    const heard = (options?: object) =>
      renderOf('transcription', { options: { ...options }, files: { fileId: audio } });
    expect(heard()).toEqual({ kind: 'transcription', audio });
    expect(heard({ language: 'de' })).toEqual({ kind: 'transcription', audio, language: 'de' });
    const codes = toolOf('transcription').options[0]!.choices.map(({ value }) => value);
    expect(codes.filter((code) => code !== 'auto').every((code) => /^[a-z]{2}$/.test(code))).toBe(true);
  });
});

it('a film has the shape and the seconds that were chosen', () => {
  expect(renderOf('video-generation', { input: { prompt: 'x' } })).toEqual({
    ...{ kind: 'video', prompt: 'x', width: 1_280, height: 720, seconds: 4 },
  });
  const options = { size: '720x1280', seconds: '8' };
  expect(renderOf('video-generation', { input: { prompt: 'x', seed: '7' }, options })).toMatchObject({
    ...{ width: 720, height: 1_280, seconds: 8, seed: 7 },
  });
  expect(() => renderOf('video-generation', { input: { prompt: 'x'.repeat(1_001) } })).toThrow('1,000 characters');
});
