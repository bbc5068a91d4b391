import { parseWrittenDate } from '../../../../lib/core/policy/written-date';

describe('parseWrittenDate', () => {
  it.each([
    ['Jul 27th, 2025', '2025-07-27'],
    ['April 23rd, 2024', '2024-04-23'],
    ['May 2nd, 2024', '2024-05-02'],
    ['Sept 1st, 2024', '2024-09-01'],
    ['Sept. 1, 2024', '2024-09-01'],
    ['June 28th, 2024', '2024-06-28'],
    ['July 3rd, 2024', '2024-07-03'],
    ['Oct 31st 2024', '2024-10-31'],
    ['Dec  4th, 2025', '2025-12-04'],
    ['Dec 01, 2024', '2024-12-01'],
    ['July 27, 2025', '2025-07-27'],
    ['Jul 27th,2025', '2025-07-27'],
    ['Jul 27th , 2025', '2025-07-27'],
    ['  Feb\u00a012th, 2027\t', '2027-02-12'],
    ['FEB 29TH, 2028', '2028-02-29'],
    ['Jan 22th, 2026', '2026-01-22'],
    ['27 July 2025', '2025-07-27'],
    ['27th of July, 2025', '2025-07-27'],
    ['2025-07-27', '2025-07-27'],
  ])('reads %j', (text, date) => expect(parseWrittenDate(text)).toBe(date));

  it.each([
    'Feb 30th, 2025', 'Feb 29th, 2025', 'Apr 31st, 2026', 'Jul 0th, 2025', '2025-02-30', '2025-13-01', 'TBD', 'N/A', '', '-', 'Not applicable',
    'July 2025', 'Jul, 2025', '2025', 'Q3 2025', '07/08/2025', '27.07.2025', '2025-7-27', '2025-07-27T00:00:00Z', 'Juli 27th, 2025', 'Octo 3rd, 2025',
    'Ju1 11, 2026', 'Jul 27th, 25', 'Jul 27th, 202', 'Jul 27th, 20255', 'Jul 27th, 2205', 'Jul 27th, 1925', 'Jul 272025', 'Jul 27th2025', 'Jul27th, 2025',
    'Apr 25th, 2025*', '⚠️ Apr 25th, 2025', 'Apr 25th, 2025 (extended)', 'Apr 25th, 2025 May 1st, 2025', 'by Apr 25th, 2025', 'toString 1st, 2025',
    `Jul ${' '.repeat(100_000)}27th, 2025`,
  ])('does not guess at %j', (text) => expect(parseWrittenDate(text)).toBeUndefined());
});
