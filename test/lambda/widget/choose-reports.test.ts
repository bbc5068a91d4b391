import { chooseReports } from '../../../lambda/widget/choose-reports';

const report = (monitor: string, region = 'eu-west-1') => ({ monitor, bucketName: 'b', key: monitor, region });
const [a, b, farB] = [report('a'), report('b'), report('b', 'us-east-1')];
const REPORTS = [a, b, farB];

it.each([
  ['all without it', undefined, REPORTS],
  ['those it names, in its order', ['b', 'a'], [b, farB, a]],
  ['each once', ['a', 'a'], [a]],
])('chooses %s', (_what, monitors, chosen) => {
  expect(chooseReports(REPORTS, monitors)).toEqual({ chosen });
});

it.each([[[]], ['a'], [{ 0: 'a' }], [[1]], [null], [true]])('says what the parameter must be: %j', (monitors) => {
  expect(chooseReports(REPORTS, monitors)).toEqual({
    problem: `The parameter 'monitors' must be a list of names of monitors, got: ${JSON.stringify(monitors)}; leave it out to show all.`,
  });
});

it('shows no monitor that it was not deployed for', () => {
  expect(chooseReports(REPORTS, ['a', '../secret'])).toEqual({
    problem: "The parameter 'monitors' must name monitors that the widget was deployed for (a, b), got: '../secret'.",
  });
});
