import assert from 'node:assert/strict';
import {Jdl} from '@alien-grid/cli';
import {openDatabase} from '../../src/catalogue/database/schema.ts';
import {fits} from '../../src/jobs/matching.ts';
import {TaskQueue} from '../../src/jobs/queue.ts';

describe('jobs and computing elements', () => {
  const [element] = new TaskQueue(openDatabase(':memory:')).sites.all();
  const matches = (requirements: string, ttl = 600): boolean =>
    element !== undefined && fits(element, Jdl.parse(`TTL=${ttl};Requirements=${requirements};`));

  it('fit if nothing speaks against it', () => {
    assert.equal(matches('( other.TTL > 600 ) && ( other.Price <= 1 )'), true);
    assert.equal(element !== undefined && fits(element, Jdl.parse('Executable="x"')), true);
  });

  it('do not fit if the job takes longer than the element allows', () => {
    assert.equal(matches('true', 86999), true);
    assert.equal(matches('true', 87000), false);
  });

  it('fit by name', () => {
    assert.equal(matches('other.CE == "Alice::Sandbox::CE"'), true);
    assert.equal(matches('other.CE == "ALICE::CERN::CE"'), false);
    assert.equal(matches('other.CE=="ALICE::CERN::CE" || other.CE=="ALICE::SANDBOX::CE"'), true);
    assert.equal(matches('!other.CE == "ALICE::SANDBOX::CE"'), false);
    assert.equal(matches('!(other.CE == "ALICE::SANDBOX::CE")'), false);
    assert.equal(matches('other.CE != "ALICE::SANDBOX::CE"'), false);
    assert.equal(matches('other.CE != "ALICE::CERN::CE"'), true);
  });

  it('fit by partition', () => {
    assert.equal(matches('member(other.GridPartitions, "sandbox")'), true);
    assert.equal(matches('member(other.GridPartitions,"fast")'), false);
  });
});
