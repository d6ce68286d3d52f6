import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('a CSV quotes what has to be, keeps numbers as numbers and lets no text become a formula', () => {
  const rows = [
    ['Name', 'Amount'],
    ['Müller, "the" 2nd\nline', -12.5],
    ['=HYPERLINK("http://x")', 1],
    ['+1', null],
    ['-1', 0],
    ['@SUM(A1)', 2],
    ['\tx', 3],
    ['\n=1+1', 4],
    [' =1+1', 5],
    ['＝1+1', 6],
  ]
  expect(csvOf(rows)).toBe(
    '\ufeffName,Amount\r\n"Müller, ""the"" 2nd\nline",-12.5\r\n"\'=HYPERLINK(""http://x"")",1\r\n\'+1,\r\n\'-1,0\r\n\'@SUM(A1),2\r\n\'\tx,3\r\n"\'\n=1+1",4\r\n\' =1+1,5\r\n\'＝1+1,6\r\n',
  )
})
