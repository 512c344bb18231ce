/** What all drawings share. `--kind` is the hue of the `kind-*` class around them. */
export const INK = 'var(--color-ink)';
export const HUE = 'var(--kind)';
export const SOFT = 'var(--kind-soft)';
export const PAPER = 'var(--color-surface)';
export const EDGE = 'var(--color-edge)';
export const COIN = 'var(--color-coin)';

export const LINE = { fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
export const SHEET = { fill: PAPER, stroke: INK, strokeWidth: 2.5, strokeLinejoin: 'round' } as const;
/** A shape in the tool's hue. */
export const BODY = { fill: HUE, stroke: INK, strokeWidth: 2.5, strokeLinejoin: 'round' } as const;
