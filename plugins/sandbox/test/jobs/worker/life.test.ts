import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import {HOME, JobGrid} from '../../support/job-grid.ts';

describe('the life of a job', () => {
  let box: JobGrid;
  before(async () => (box = await JobGrid.open()));
  after(() => box.close());

  it('goes from the beginning to the end, and says so', async () => {
    const {id, state, exitCode, site} = await box
      .run(
        'echo out $1 $2; echo err >&2; tr a-z A-Z < in.txt > copy.txt',
        `Arguments = " a  b "; InputFile = {"LF:${HOME}/in.txt"}; OutputDir = "out";
       Output = {"log.zip:stdout,stderr@disk=1", "copy.txt@disk=2"};`,
      )
      .catch(() => assert.fail());
    assert.equal(state, 'ERROR_IB', 'the input is not there yet');
    assert.match(box.trace(id), /in\.txt does not exist in the catalogue/);

    await box.put(`${HOME}/in.txt`, 'input\n');
    box.grid.jobs.move(id, 'WAITING');
    const job = await box.grid.untilJob(id);
    assert.deepEqual([job.state, job.exitCode, job.site], ['DONE', 0, 'ALICE::SANDBOX::CE']);
    assert.deepEqual([exitCode, site], [null, 'ALICE::SANDBOX::CE']);
    assert.deepEqual(await box.tree('out'), ['copy.txt', 'log.zip', 'stderr', 'stdout']);
    assert.equal(await box.read('out/copy.txt'), 'INPUT\n');
    assert.equal(await box.read('out/stdout'), 'out a b\n', 'through the archive');
    assert.equal(await box.read('out/stderr'), 'err\n');
    const states = box.trace(id).match(/(?<=state: Job state transition )(from \w+ )?to \w+/g);
    assert.deepEqual(states?.slice(-7), [
      'from ERROR_IB to WAITING',
      'from WAITING to ASSIGNED',
      'from ASSIGNED to STARTED',
      'from STARTED to RUNNING',
      'from RUNNING to SAVING',
      'from SAVING to SAVED',
      'from SAVED to DONE',
    ]);
    assert.match(box.trace(id), new RegExp(`uploadOutputFiles\\(exitStatus=DONE, outputDir=${HOME}/out\\)`));
  });

  it('tells what its programs use, from the first to the last', async () => {
    const validation = await box.script('true');
    const {id, state} = await box.run(
      'n=0; while [ $n -lt 100000 ]; do n=$((n + 1)); done; (while [ $n -gt 0 ]; do n=$((n - 1)); done); if (: >&3) 2>/dev/null; then exit 9; fi',
      `ValidationCommand = "${validation}"; OutputDir = "used"; Output = {"stdout"};`,
    );
    assert.equal(state, 'DONE');
    const [{trace = ''} = {}] = (await box.demo.must('ps', '-trace', String(id))) as {trace?: string}[];
    const reports = [...trace.matchAll(/^\d+ \[proc {6}\]: (.*)$/gm)].map(([, report = '']) =>
      report.split(' '),
    );
    assert.ok(reports.length >= 3, 'at the start, and after each of the two');
    const cpu = reports.map((words) => Number(words[4]));
    assert.equal(
      cpu.every((value, index) => value >= (cpu[index - 1] ?? 0)),
      true,
      trace,
    );
    assert.ok((cpu.at(-1) ?? 0) > 0.02, trace);
    assert.match(
      trace,
      /to RUNNING\n.*\[proc {6}\]: \d\d:\d\d:\d\d [^]*\[proc {6}\].*\n.*\[trace {5}\]: The validation/,
    );
  });

  it('registers what it saved with its own number and its owner', async () => {
    const {id} = await box.run(
      'echo x > x.root',
      'OutputDir = "numbered"; OutputArchive = {"a.zip:*.root"};',
      'kim',
    );
    const home = HOME.replace('d/demo', 'k/kim');
    for (const name of ['a.zip', 'x.root']) {
      const [stat] = await box.demo.must('stat', `${home}/numbered/${name}`);
      assert.deepEqual(
        [stat?.['jobid'], stat?.['owner'], stat?.['size']],
        [String(id), 'kim', name === 'a.zip' ? stat?.['size'] : '2'],
      );
    }
    const [member] = await box.demo.must('whereis', `${home}/numbered/x.root`);
    assert.equal(member?.['seName'], 'ArchiveMember');
  });

  it('has an output directory and an archive of its own if it asks for none', async () => {
    const {id, state} = await box.run('echo printed');
    assert.equal(state, 'DONE');
    assert.deepEqual(await box.tree(`alien-job-${id}`), [`jalien_defarchNOSPEC.${id}`, 'stderr', 'stdout']);
    assert.equal(await box.read(`alien-job-${id}/stdout`), 'printed\n');
  });

  it('is done with a warning if an output file is missing', async () => {
    const job = await box.run(
      'echo x > there',
      'OutputDir = "warned"; Output = {"there", "not-there", "z.zip:*.root"};',
    );
    assert.equal(job.state, 'DONE_WARN');
    assert.match(box.trace(job.id), /no output file not-there\n.*no output file \*\.root/);
    assert.match(box.trace(job.id), /from SAVING to SAVED_WARN\n.*\n.*from SAVED_WARN to DONE_WARN$/);
    assert.deepEqual(await box.tree('warned'), ['there']);
  });

  it('sees what jobs of the grid see', async () => {
    const {id, state} = await box.run(
      'env > env; ls -a > listing; pwd > pwd; touch "$TMPDIR/mine"; ulimit -c > /dev/null; cat wn.xml > xml',
      `OutputDir = "sees"; Output = {"env","listing","pwd","xml"}; CPUCores = "1"; MyList = {"a", "b"};
       JDLVariables = {"CPUCores", "MyList", "Nothing"}; InputDataList = "wn.xml";
       InputData = {"LF:${HOME}/in.txt,nodownload"};`,
    );
    assert.equal(state, 'DONE');
    const env: Record<string, string | undefined> = Object.fromEntries(
      (await box.read('sees/env')).split('\n').map((line) => line.split(/=(.*)/s) as [string, string]),
    );
    const work = (await box.read('sees/pwd')).trim();
    const expected = {
      ALIEN_PROC_ID: String(id),
      ALIEN_USER: 'demo',
      ALIEN_SITE: 'ALICE::SANDBOX::CE',
      ALIEN_JDL_CPUCORES: '1',
      ALIEN_JDL_MYLIST: 'a##b',
      JALIEN_HOST: 'localhost',
      JALIEN_WSPORT: String(box.grid.endpoint.port),
      HOME: work,
      USER: 'demo',
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(env[name], value, name);
    assert.equal('ALIEN_MASTERJOB_ID' in env, false);
    assert.equal('ALIEN_JDL_NOTHING' in env, false);
    assert.equal(
      Object.keys(env).some((name) => /^(X509_USER|ALIENPY)/.test(name)),
      false,
    );
    const listing = (await box.read('sees/listing')).trim().split('\n');
    assert.equal(listing.includes('in.txt'), false, 'nodownload');
    assert.match(
      await box.read('sees/xml'),
      new RegExp(`<event name="1">\\n +<file .*lfn="${HOME}/in.txt" .*turl="alien://${HOME}/in.txt"`),
    );
  });

  it('is its owner in the grid', async () => {
    const who = [
      'cat > ask.cjs <<END',
      "const {readFileSync} = require('fs');",
      'const WebSocket = require(process.argv[2]);',
      'const read = (name) => readFileSync(process.env[name]);',
      "const ca = readFileSync(process.env.X509_CERT_DIR + '/ca.pem');",
      'const url = `wss://${process.env.JALIEN_HOST}:${process.env.JALIEN_WSPORT}/websocket/json`;',
      "const s = new WebSocket(url, {ca, cert: read('JALIEN_TOKEN_CERT'), key: read('JALIEN_TOKEN_KEY')});",
      "s.on('open', () => s.send(JSON.stringify({command: 'mkdir', options: ['made-by-job']})));",
      "s.on('message', (m) => { console.log(String(m)); s.close(); });",
      'END',
    ].join('\n');
    const ws = fileURLToPath(import.meta.resolve('ws')).replace('wrapper.mjs', 'index.js');
    const script = `${who.replace('<<END', "<<'END'")}\n"${process.execPath}" ask.cjs "${ws}"`;
    const {id} = await box.run(script, 'OutputDir = "asks";');
    assert.match(await box.read('asks/stdout'), /"user":"demo"/, box.trace(id));
    const [stat] = await box.demo.must('stat', `${HOME}/made-by-job`);
    assert.equal(stat?.['owner'], 'demo');
  });

  it('gets input data of the same name in numbered folders, and collections in full', async () => {
    for (const run of ['a', 'b']) await box.put(`${HOME}/data/${run}/x.root`, `${run}\n`);
    await box.put(`${HOME}/data/only.root`, 'only\n');
    const line = (lfn: string): string => `      <file name="n" guid="" lfn="${lfn}" size="2" />\n`;
    const lfns = ['data/a/x.root', 'data/b/x.root', 'data/only.root'].map((name) => `${HOME}/${name}`);
    await box.put(`${HOME}/coll.xml`, `<?xml version="1.0"?>\n<alien>\n${lfns.map(line).join('')}</alien>`);
    const {state} = await box.run(
      'cat 1/x.root 2/x.root only.root; cat list',
      `OutputDir = "data-out"; InputDataCollection = {"LF:${HOME}/coll.xml"}; InputDataList = "list"; InputDataListFormat = "txt-list";`,
    );
    assert.equal(state, 'DONE');
    assert.equal(
      await box.read('data-out/stdout'),
      `a\nb\nonly\n${lfns.map((lfn) => `alien://${lfn}\n`).join('')}`,
    );
  });

  it('runs programs without a first line, and leaves nothing of itself behind', async () => {
    await box.put(`${HOME}/bin/plain`, 'echo plain $0 "$@"\n');
    const {id} = await box.run(`sh -c 'sleep 1000 & echo started'`, 'OutputDir = "left"; TTL = 600;');
    assert.equal(await box.read('left/stdout'), 'started\n', `${id}: it did not wait for the sleeper`);
    const plain = box.grid.jobs.insert({
      owner: 'demo',
      name: 'plain',
      jdl: `Executable = "${HOME}/bin/plain"; Arguments = "'a b' *"; OutputDir = "plain";`,
    });
    assert.equal((await box.grid.untilJob(plain)).state, 'DONE');
    assert.equal(await box.read('plain/stdout'), "plain ./plain 'a b' *\n");
  });

  it('runs no more at a time than there are slots, in the order of priority and number', async () => {
    const one = await JobGrid.open(1);
    try {
      const order: number[] = [];
      const active = new Set<number>();
      let most = 0;
      one.grid.jobs.onChange(({id, to}) => {
        if (to === 'RUNNING') order.push(id);
        if (to === 'ASSIGNED') active.add(id);
        if (to === 'DONE') active.delete(id);
        most = Math.max(most, active.size);
      });
      one.grid.jobs.sites.setStatus('ALICE::SANDBOX::CE', 'locked');
      const first = await one.insert('true');
      const [second, third] = [await one.insert('true'), await one.insert('true')];
      const urgent = one.grid.jobs.insert({
        owner: 'demo',
        name: 'x',
        jdl: one.grid.jobs.get(first)?.jdl ?? '',
        priority: 5,
      });
      await one.grid.untilJob(urgent, 'WAITING');
      one.grid.jobs.sites.setStatus('ALICE::SANDBOX::CE', 'open');
      await Promise.all([first, second, third, urgent].map((id) => one.grid.untilJob(id)));
      assert.equal(most, 1);
      assert.deepEqual(order, [urgent, first, second, third]);
    } finally {
      await one.close();
    }
  });

  it('runs no more jobs of a user at a time than the quota says, and those of others meanwhile', async () => {
    const {jobs} = box.grid;
    jobs.quotas.set('demo', 'maxParallelJobs', 1);
    const [first, second] = [await box.insert('sleep 1000'), await box.insert('sleep 1000')];
    await box.grid.untilJob(first, 'RUNNING');
    assert.equal((await box.run('true', '', 'kim')).state, 'DONE');
    assert.equal((await box.grid.untilJob(second, 'WAITING')).state, 'WAITING');
    assert.doesNotMatch(box.trace(second), /ASSIGNED/);
    jobs.quotas.set('demo', 'maxParallelJobs', 2);
    assert.equal((await box.grid.untilJob(second, 'RUNNING')).state, 'RUNNING');
    jobs.quotas.set('demo', 'maxParallelJobs', 100);
    for (const id of [first, second]) jobs.move(id, 'KILLED');
  });

  it('waits while the computing element is locked, and for ever if it asks for another one', async () => {
    const {jobs} = box.grid;
    jobs.sites.setStatus('ALICE::SANDBOX::CE', 'locked');
    const elsewhere = await box.insert('true', 'Requirements = other.CE == "ALICE::ELSE::WHERE";');
    const here = await box.insert('true', 'Requirements = other.CE == "ALICE::Sandbox::CE";');
    await box.grid.untilJob(here, 'WAITING');
    const running = box.until(here, 'RUNNING');
    jobs.sites.setStatus('ALICE::SANDBOX::CE', 'open');
    await running;
    assert.equal((await box.grid.untilJob(here)).state, 'DONE');
    assert.equal((await box.run('true')).state, 'DONE');
    assert.equal(jobs.get(elsewhere)?.state, 'WAITING');
    assert.doesNotMatch(box.trace(elsewhere), /ASSIGNED/);
  });
});
