import { bucketStore } from '../aws/bucket-store';
import { DOCUMENTATION } from './documentation';
import { renderPage } from './page';
import { readRequest } from './request';
import { readReports } from './settings';

/** The deployed widget: CloudWatch calls it with the rights of whoever looks at the dashboard, and shows the page that it gives. */
export async function handler(event: unknown): Promise<string> {
  const request = readRequest(event);
  if (request.kind === 'describe') return DOCUMENTATION;
  return renderPage(request, {
    reports: readReports(process.env),
    open: ({ region, bucketName }) => bucketStore(region, bucketName),
    now: () => new Date(),
  });
}
