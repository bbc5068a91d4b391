import { Command, CommanderError, Option } from 'commander';
import { DEFAULT_REMINDER_DAYS } from '../lib/core/evaluation/options';
import { DEFAULT_USAGE_SCOPE, USAGE_SCOPES } from '../lib/core/usage-scope';
import { UnreadableObject } from '../lambda/state/schema';
import { ServiceError } from '../lib/core/service-failure';
import { version } from '../package.json';
import { catalogue } from './commands/catalogue';
import { serveEmulator } from './commands/emulator';
import { checkPolicy, showPolicy } from './commands/policy';
import { diffPolicies } from './commands/policy-diff';
import { resolve } from './commands/resolve';
import { scan } from './commands/scan';
import { UsageError, warn, type Console } from './console';
import { EXIT, type ExitCode } from './exit-code';
import {
  asDate, asImageName, asImageTag, asPath, asDays, asPort, asPositiveNumber, asRegion, asSeverity, asSha256, asTagName, asVendorAccount,
  collect,
} from './options';
import { OUTPUT_FORMATS, SCAN_FORMATS } from './output/format';
import { printableLines } from './output/style';

const EXIT_HELP = `
Exit status: 0 fine, 1 findings at or above --fail-on, 2 wrong usage, 3 scan incomplete, 65 a document was refused.
Credentials, Region and endpoints come from the standard AWS environment variables and profiles.`;

const ON_TERMINAL = '; by default a table on a terminal, JSON in a pipe';

/** Runs one command line and gives its exit status. Whatever a user can mend is told in one line. */
export async function runCommandLine(args: readonly string[], console: Console): Promise<ExitCode> {
  let status: ExitCode = EXIT.fine;
  const program = commandsOf(console, (code) => {
    status = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return report(console, error);
  }
}

function report(console: Console, error: unknown): ExitCode {
  // Help that was asked for ends with 0; everything else that the parser throws, it has told already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.wrongUsage;
  if (error instanceof UsageError) {
    warn(console, `error: ${printableLines(error.message)}`);
    return EXIT.wrongUsage;
  }
  if (error instanceof ServiceError || error instanceof UnreadableObject) {
    warn(console, `error: ${printableLines(error.message)}`);
    return EXIT.scanIncomplete;
  }
  // Node would exit with 1, which means findings.
  warn(console, `Unexpected error, please report it: ${error instanceof Error ? error.stack : String(error)}`);
  return EXIT.scanIncomplete;
}

function commandsOf(console: Console, end: (code: ExitCode) => void): Command {
  const program = new Command('sagemaker-image-support')
    .description('Finds out which vendor base image each SageMaker image version is built on, and when its support ends.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void console.stdout.write(text), writeErr: (text) => void console.stderr.write(text) })
    .addHelpText('after', EXIT_HELP)
    .showHelpAfterError("(run it with '--help' to see what there is)");
  const format = (note: string) => new Option('--format <format>', `table or json${note}`).choices(OUTPUT_FORMATS);

  program.command('scan')
    .description('list every image version of the account and judge its base')
    .addOption(new Option('--format <format>', 'table, json, html (a report to look at), markdown, csv or ndjson').choices(SCAN_FORMATS).default('table'))
    .option('--output <file>', 'write the findings to a file', asPath)
    .option('--as-of <date>', 'judge as of another day, YYYY-MM-DD', asDate)
    .option('--policy <file>', "a vendor's policy document instead of the shipped one, or a policy of your own as JSON or YAML, a file or an https address; may be repeated", collect(String))
    .option('--accept-policy <sha256>', 'use this document although it is refused, by its hash; may be repeated', collect(asSha256))
    .option('--waivers <file>', 'findings to live with until a day, as JSON or YAML; may be repeated', collect(String))
    .option('--catalogue <file>', "known bases, as 'catalogue' writes them; may be repeated", collect(String))
    .option('--vendor-account <region=account>', 'a further account that serves AWS Deep Learning Containers; may be repeated', collect(asVendorAccount))
    .option('--reminder <days>', 'tell again after so many days what is still open; 0 for never', asDays, DEFAULT_REMINDER_DAYS)
    .option('--region <region>', 'a Region to scan; may be repeated', collect(asRegion))
    .addOption(new Option('--usage <scope>', 'how much to read of who uses an image, each with those before it; spaces take a call each').choices(USAGE_SCOPES).default(DEFAULT_USAGE_SCOPE))
    .option('--owner-tag <name>', 'the tag of an image that names its owner', asTagName)
    .option('--image <name>', 'watch the images of this name, with * and ?; may be repeated, also with --tag: any of them is enough', collect(asImageName))
    .option('--tag <key[=value]>', 'watch the images with this tag; may be repeated', collect(asImageTag))
    .option('--exclude-image <name>', 'leave out the images of this name; may be repeated', collect(asImageName))
    .option('--fail-on <severity>', 'exit with 1 if a finding is at least this severe', asSeverity)
    .option('--state <dir>', 'keep what was learned and told here, so that the next scan is quick and tells only what is new', asPath)
    .option('--no-refresh', 'read no policy at its source: use those of --policy, those accepted before, or the shipped ones')
    .option('--demo', 'scan a made-up fleet on a local emulator')
    .action(async (options) => end(await scan(console, options)));

  program.command('resolve')
    .description('find the base image of one image, with the evidence')
    .argument('[uri]', "the image's reference")
    .option('--config <file>', 'take the image config from a file instead of the registry')
    .option('--catalogue <file>', "known bases, as 'catalogue' writes them; may be repeated", collect(String))
    .option('--vendor-account <region=account>', 'a further account that serves AWS Deep Learning Containers; may be repeated', collect(asVendorAccount))
    .option('--batch <file>', 'resolve cases, one JSON object a line, without any registry; - is standard input')
    .addOption(format(ON_TERMINAL))
    .action(async (uri: string | undefined, options) => end(await resolve(console, uri, options)));

  program.command('catalogue')
    .description("make known bases of the vendors' images that you have in a repository, to tell images by their layers")
    .argument('<repository>', 'a private repository of ECR, without tag')
    .option('--output <file>', 'write the catalogue to a file')
    .option('--as-of <date>', 'the day to write as the day of reading, YYYY-MM-DD', asDate)
    .option('--trust-tags', 'where nothing in an image tells what it is, take the word of its repository and tag')
    .action(async (repository: string, options) => end(await catalogue(console, repository, options)));

  const policy = program.command('policy').description('look at policies');
  policy.command('show')
    .description('the policies in use, or the rows of one')
    .argument('[family]')
    .addOption(format(ON_TERMINAL))
    .action((family: string | undefined, options) => end(showPolicy(console, family, options)));
  policy.command('check')
    .description('read a policy document and print what it says as JSON')
    .argument('<document>', "a vendor's document, or a policy of your own as JSON or YAML: a file or an https address")
    .option('--family <family>', 'whose document it is; recognised by default')
    .action(async (document: string, options) => end(await checkPolicy(console, document, options)));

  policy.command('diff')
    .description('compare two policies, and say whether the new one would replace the old one')
    .argument('<old>', "a document, a family, or 'shipped'")
    .argument('<new>', "a document, a family, or 'shipped'")
    .addOption(format(ON_TERMINAL))
    .option('--family <family>', 'the vendor whose documents these are')
    .option('--as-of <date>', 'judge as of another day, YYYY-MM-DD', asDate)
    .action(async (before: string, after: string, options) => end(await diffPolicies(console, before, after, options)));

  program.command('emulator')
    .description('serve SageMaker, ECR and STS for a fleet on the loopback interface, until interrupted')
    .argument('[fleet]', 'a fleet file; the fleet of the demo by default')
    .option('--port <port>', 'where to listen; any free port by default', asPort)
    .option('--latency <milliseconds>', 'how long every answer takes', asPositiveNumber)
    .option('--rate <requests>', 'requests a second that each family of calls is granted; unlimited by default', asPositiveNumber)
    .action(async (fleet: string | undefined, options) => end(await serveEmulator(console, fleet, options)));
  return program;
}
