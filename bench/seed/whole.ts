// A transaction on one connection of a pool: kept whole, or nothing of it.
import type pg from 'pg'

export const whole = async <T>(pool: pg.Pool, act: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const answer = await act(client)
    await client.query('commit')
    return answer
  } catch (problem) {
    await client.query('rollback')
    throw problem
  } finally {
    client.release()
  }
}
