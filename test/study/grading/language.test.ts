import { describe, expect, test } from 'vitest';
import { grade } from '../../../src/study/grading/grade.ts';
import { ownLibrary } from '../../fakes/people.ts';
import { bloomFilters, goodAnswer } from './rubrics.ts';

describe('an answer that is no English', () => {
  test.each([
    ['German', 'Ich würde die Schlüssel auf einem Ring verteilen, sodass jeder Server viele Punkte bekommt. Fällt einer aus, wandern nur seine Schlüssel.'],
    [
      'German with the terms of the field',
      'Ein Bloom filter ist ein bit array mit hash functions, und wenn ein bit 0 ist, dann ist das item nicht in the set.',
    ],
    ['French', 'Avec un anneau de hachage, chaque clé appartient au prochain serveur dans le sens horaire, et une petite partie change de place.'],
    ['Spanish', 'Con un anillo cada clave pertenece al siguiente servidor. Si se añade un servidor, solo se mueve una parte pequeña de las claves.'],
    ['Polish', 'Używam pierścienia, na którym każdy serwer ma wiele punktów, a klucz należy do następnego serwera w kierunku zegara.'],
    ['Russian', 'Я использую кольцо хешей, где каждый ключ принадлежит следующему серверу по часовой стрелке, и поэтому перемещается мало ключей.'],
    [
      'Chinese',
      '我会使用一致性哈希环，把服务器和键都放在一个环上，每个键属于顺时针方向的下一个服务器。当增加一台服务器时，只有少量的键需要移动，其余的键保持不变。',
    ],
    ['one letter', 'x'.repeat(200)],
    ['one letter with blanks', 'xxxx '.repeat(40)],
    ['noise', 'asdf jkl qwer zxcv uiop hjkl asdf qwer tyui ghjk bnmq asdf qwer'],
  ])('%s earns nothing, and is told so', (_, answer) => {
    expect(grade(bloomFilters, answer)).toMatchObject({ score: 0, band: 'weak', remark: 'language', misconceptions: [] });
  });

  test.each<[string, string, string | undefined]>([
    ['a list of its terms', 'bit array hash functions false negatives certain false positives maybe delete shared bits before database read', 'list'],
    ['a list of other terms', 'Kubernetes, Docker, Terraform, Ansible, Jenkins, Prometheus, Grafana, Vault, Consul, Nomad, Packer, Vagrant', 'list'],
    ['a few words', 'Ein Ring mit Punkten', 'short'],
    ['English with a word from elsewhere', `${goodAnswer}\nIn German it is called der Bloom-Filter, und das ist es.`, undefined],
    [
      'terse notes',
      '- join moves just K/N keys\n- rest stays with its owner\n- few nodes -> lopsided arcs, so many points per node\n- copies on the next nodes\n- hot key -> copy it',
      undefined,
    ],
  ])('is not %s', (_, answer, remark) => {
    expect(grade(bloomFilters, answer).remark).toBe(remark);
  });

  test('is no model answer', async () => {
    const { questions } = await ownLibrary();
    for (const { rubric, modelAnswer, key } of questions) expect(grade(rubric, modelAnswer).remark, key).toBeUndefined();
  });
});
