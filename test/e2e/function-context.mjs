// Loaded into the Node that runs a function: tells it its own ARN in `context.invokedFunctionArn`, as Lambda does. MiniStack 1.4
// reads that ARN from the event, where nothing puts it.
import readline from 'node:readline';

const { createInterface } = readline;

/** MiniStack hands events over as lines of JSON. The first line is not one: it says where the code is. */
function withArn(line) {
  const message = JSON.parse(line);
  return 'code_dir' in message ? line : JSON.stringify({ ...message, _arn: process.env._LAMBDA_FUNCTION_ARN });
}

readline.createInterface = (...args) => {
  const lines = createInterface(...args);
  const on = lines.on.bind(lines);
  lines.on = (name, listener) => on(name, name === 'line' ? (line) => listener(withArn(line)) : listener);
  return lines;
};
