/** What the queries answer about the history, as of its day. */
export const EXPECTED: Readonly<Record<string, readonly unknown[]>> = {
  'ends-next-quarter': [
    {
      end_of_support: '2027-01-31', account_id: '444455556666', region: 'us-east-1', image_name: 'sagemaker-distribution-cpu',
      version: 0, base_family: 'sagemaker-distribution', base_version: '2.4', owner: null, running: 2, attached: 1,
      used_by: ['app d-1/ana/JupyterLab/default', 'app d-1/bo/JupyterLab/default', 'domain d-1'], waived: false,
      successor_version: null,
    },
    {
      end_of_support: '2027-02-10', account_id: '111122223333', region: 'eu-west-1', image_name: 'data-science', version: 2,
      base_family: 'sagemaker-distribution', base_version: '2.4', owner: 'team-ml', running: 1, attached: 2,
      used_by: ['app d-9/eve/JupyterLab/default', 'domain d-9', 'user profile d-9/eve'], waived: false, successor_version: '2.14',
    },
  ],
  'burn-down': [
    {
      date: '2026-09-10', not_supported: 4, end_of_availability: 0, end_of_support: 1, expiring: 1, unknown_base: 1, waived: 0,
      image_versions: 5, places_scanned: 1, complete: true,
    },
    {
      date: '2026-10-15', not_supported: 2, end_of_availability: 0, end_of_support: 1, expiring: 0, unknown_base: 1, waived: 0,
      image_versions: 4, places_scanned: 1, complete: true,
    },
    {
      date: '2026-10-20', not_supported: 2, end_of_availability: 0, end_of_support: 0, expiring: 1, unknown_base: 0, waived: 0,
      image_versions: 2, places_scanned: 1, complete: false,
    },
    {
      date: '2026-10-21', not_supported: 3, end_of_availability: 0, end_of_support: 0, expiring: 1, unknown_base: 1, waived: 0,
      image_versions: 3, places_scanned: 1, complete: true,
    },
    {
      date: '2026-11-22', not_supported: 6, end_of_availability: 0, end_of_support: 3, expiring: 2, unknown_base: 1, waived: 2,
      image_versions: 9, places_scanned: 2, complete: true,
    },
  ],
  'unknown-bases': [
    {
      status: 'UNKNOWN_BASE', account_id: '111122223333', region: 'eu-west-1', image_name: 'modelling', version: 1,
      base_image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/ds:2025-05',
      reason: 'Nothing in the image\'s config names a vendor.', probable_family: 'sagemaker-distribution', probable_version: '2',
      evidence: ['tag-text: tag smd-2'], owner: null, running: null,
    },
  ],
  'moved-dates': [
    {
      told_on: '2026-11-22', family: 'sagemaker-distribution', version: '3.1', framework: null, date_kind: 'support',
      type: 'DATE_MOVED_EARLIER', old_date: '2027-09-01', new_date: '2027-08-01', days_moved: -31, notice_days: 252,
      is_pending: true, affected_versions: 0,
    },
    {
      told_on: '2026-10-15', family: 'sagemaker-distribution', version: '2.4', framework: null, date_kind: 'support',
      type: 'DATE_MOVED_EARLIER', old_date: '2027-05-10', new_date: '2027-02-10', days_moved: -89, notice_days: 118,
      is_pending: false, affected_versions: 1,
    },
  ],
  'time-to-remedy': [
    {
      month: '2026-10-01', image_versions: 3, shortest_days: 35, median_days: 35, longest_days: 41,
    },
    {
      month: '2026-11-01', image_versions: 1, shortest_days: 33, median_days: 33, longest_days: 33,
    },
    {
      month: null, image_versions: 6, shortest_days: 0, median_days: 0, longest_days: 73,
    },
  ],
  'ending-waivers': [
    {
      waiver_expires: '2026-12-05', waiver_owner: 'ana', account_id: '444455556666', region: 'us-east-1', image_name: 'legacy',
      version: 1, status: 'END_OF_SUPPORT', severity: 'HIGH', end_of_support: '2025-04-25', waiver_reason: 'Is replaced in spring.',
      running: null,
    },
  ],
};
