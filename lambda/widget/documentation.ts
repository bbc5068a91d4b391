/** What CloudWatch shows to those who edit the widget. */
export const DOCUMENTATION = `
## SageMaker image support

Shows the last report of one or more image support monitors: how many image versions stand where, those that need action first,
and the support windows of their base images against today. It reads reports that lie in the monitors' buckets; it starts no scan.

### Parameters

Param | Description
---|---
**monitors** | The names of the monitors to show, in this order. Only those that the widget was deployed for can be shown. Optional: without it, all of them.

### Example

\`\`\` yaml
monitors:
  - ml-platform
\`\`\`
`;
