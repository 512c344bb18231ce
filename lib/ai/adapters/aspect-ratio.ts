/** The ratio among `ratios` ("16:9") that is nearest to a picture of this size. */
export function nearestRatio<Ratio extends `${number}:${number}`>(
  { width, height }: { width: number; height: number },
  ratios: readonly [Ratio, ...Ratio[]],
): Ratio {
  const wanted = Math.log(width / height);
  const distance = (ratio: Ratio) => {
    const [across = 1, down = 1] = ratio.split(':').map(Number);
    return Math.abs(Math.log(across / down) - wanted);
  };
  return ratios.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}
