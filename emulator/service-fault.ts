/** An error that a service answers with. */
export class ServiceFault extends Error {
  constructor(readonly code: string, message: string, readonly status = 400) {
    super(message);
    this.name = 'ServiceFault';
  }
}
