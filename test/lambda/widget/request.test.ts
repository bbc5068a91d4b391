import { readRequest } from '../../../lambda/widget/request';

it('knows when it is asked what it is', () => {
  expect(readRequest({ describe: true, widgetContext: { theme: 'dark' } })).toEqual({ kind: 'describe' });
});

it.each([undefined, null, 'text', [], {}, { describe: 'no' }, { widgetContext: 7 }, { widgetContext: { theme: 'pink', width: 'wide' } }])(
  'shows something whatever it is asked: %j',
  (event) => {
    expect(readRequest(event)).toEqual({ kind: 'show', theme: 'light', width: 1200, monitors: undefined });
  },
);

it('takes theme, width and parameters from the event', () => {
  const event = { monitors: ['a'], widgetContext: { theme: 'dark', width: 987.6, params: { monitors: ['other'] } } };
  expect(readRequest(event)).toEqual({ kind: 'show', theme: 'dark', width: 987, monitors: ['a'] });
});

it.each([[-5, 640], [639, 640], [640, 640], [2000, 2000], [2001, 2000], [1e9, 2000], [Number.NaN, 1200], [Infinity, 1200]])('takes a width of %d for %d', (width, expected) => {
  expect(readRequest({ widgetContext: { width } })).toMatchObject({ width: expected });
});
