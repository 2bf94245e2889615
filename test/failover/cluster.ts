// A PostgreSQL cluster as Debian gives it, on loopback ports: etcd, three nodes under Patroni, HAProxy in front.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export const PORTS = { etcd: 55_479, etcdPeer: 55_480, postgres: 55_430, patroni: 55_440, primary: 55_470, replicas: 55_471, web: 55_490 }
export const PASSWORD = 'for-this-run-only'
const NODES = [1, 2, 3] as const
export type Node = typeof NODES[number]
export type Cluster = {
  readonly leader: () => Promise<Node | undefined>
  /** The whole machine is gone at once: Patroni and every process of its PostgreSQL. */
  readonly kill: (node: Node) => void
  readonly start: (node: Node) => void
  /** Waits until all three run and one standby is synchronous. */
  readonly whole: () => Promise<void>
  readonly portOf: (node: Node) => number
  /** Where Patroni and its PostgreSQL write. */
  readonly logOf: (node: Node) => string
  readonly stop: () => Promise<void>
}

const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))

const nodeConfig = (folder: string, node: Node): object => {
  const address = `127.0.0.1:${PORTS.postgres + node}`
  return {
    scope: 'amity', name: `node${node}`, etcd3: { host: `127.0.0.1:${PORTS.etcd}` },
    restapi: { listen: `127.0.0.1:${PORTS.patroni + node}`, connect_address: `127.0.0.1:${PORTS.patroni + node}` },
    bootstrap: {
      dcs: {
        ttl: 15, loop_wait: 3, retry_timeout: 5, maximum_lag_on_failover: 1_048_576, synchronous_mode: true, synchronous_mode_strict: true,
        postgresql: { use_pg_rewind: true, use_slots: true, parameters: { synchronous_commit: 'on', wal_log_hints: 'on', max_connections: 150, shared_buffers: '64MB', wal_keep_size: '256MB' } },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums', 'no-sync'],
    },
    postgresql: {
      listen: address, connect_address: address, data_dir: path.join(folder, `node${node}`), bin_dir: '/usr/lib/postgresql/15/bin', pgpass: path.join(folder, `pgpass${node}`),
      authentication: { superuser: { username: 'postgres', password: PASSWORD }, replication: { username: 'replicator', password: PASSWORD }, rewind: { username: 'rewinder', password: PASSWORD } },
      parameters: { unix_socket_directories: folder },
      pg_hba: ['host all all 127.0.0.1/32 scram-sha-256', 'host replication replicator 127.0.0.1/32 scram-sha-256'],
    },
  }
}

/** A connection to a server that is no longer what it was is cut, so that nobody waits for an answer that cannot come. */
const proxyConfig = (): string => {
  const servers = (check: string): string => NODES.map(node => `  server node${node} 127.0.0.1:${PORTS.postgres + node} check port ${PORTS.patroni + node}`).join('\n').replace(/^/, `  option httpchk OPTIONS ${check}\n  http-check expect status 200\n  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions\n`)
  return `global\n  maxconn 500\ndefaults\n  mode tcp\n  timeout connect 3s\n  timeout client 10m\n  timeout server 10m\n  timeout check 2s\n
listen primary\n  bind 127.0.0.1:${PORTS.primary}\n${servers('/primary')}\n
listen replicas\n  bind 127.0.0.1:${PORTS.replicas}\n${servers('/replica?lag=16MB')}\n`
}

type Program = { readonly child: ChildProcess }
const programsOf = (folder: string) => {
  const owner = { uid: idOf('-u'), gid: idOf('-g') }
  const run = (name: string, program: string, args: readonly string[]): Program => {
    const log = openSync(path.join(folder, `${name}.log`), 'a')
    const child = spawn(program, args, { ...owner, cwd: folder, env: { PATH: '/usr/bin:/bin:/usr/sbin', LC_ALL: 'C.UTF-8', HOME: folder }, stdio: ['ignore', log, log] })
    child.on('error', () => undefined)
    return { child }
  }
  return { owner, run }
}

const postmasterOf = (folder: string, node: Node): number | undefined => {
  try {
    return Number(readFileSync(path.join(folder, `node${node}`, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}
const childrenOf = (pid: number): readonly number[] => {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).split('\n').filter(line => line !== '').map(Number)
  } catch {
    return []
  }
}
const end = (pid: number, signal: NodeJS.Signals): void => {
  try { process.kill(pid, signal) } catch { /* It has ended already. */ }
}

const answers = async (url: string): Promise<boolean> => (await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined))?.ok === true

type Member = { readonly role?: string; readonly state?: string }
const membersSeenBy = async (node: Node): Promise<readonly Member[]> => {
  const answer = await fetch(`http://127.0.0.1:${PORTS.patroni + node}/cluster`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
  const said: unknown = answer?.ok === true ? await answer.json() : undefined
  return typeof said === 'object' && said !== null && 'members' in said && Array.isArray(said.members) ? said.members : []
}

export const startCluster = async (folder: string): Promise<Cluster> => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const { owner, run } = programsOf(folder)
  chownSync(folder, owner.uid, owner.gid)
  const etcd = run('etcd', '/usr/bin/etcd', ['--data-dir', path.join(folder, 'etcd'), '--listen-client-urls', `http://127.0.0.1:${PORTS.etcd}`, '--advertise-client-urls', `http://127.0.0.1:${PORTS.etcd}`,
    '--listen-peer-urls', `http://127.0.0.1:${PORTS.etcdPeer}`, '--initial-advertise-peer-urls', `http://127.0.0.1:${PORTS.etcdPeer}`, '--initial-cluster', `default=http://127.0.0.1:${PORTS.etcdPeer}`])
  while (!(await answers(`http://127.0.0.1:${PORTS.etcd}/health`))) await pause(250)
  const running = new Map<Node, Program>()
  const start = (node: Node): void => {
    const file = path.join(folder, `node${node}.json`)
    writeFileSync(file, JSON.stringify(nodeConfig(folder, node)))
    running.set(node, run(`patroni${node}`, '/usr/bin/patroni', [file]))
  }
  for (const node of NODES) start(node)
  writeFileSync(path.join(folder, 'haproxy.cfg'), proxyConfig())
  const proxy = run('haproxy', '/usr/sbin/haproxy', ['-f', path.join(folder, 'haproxy.cfg'), '-db'])
  const kill = (node: Node): void => {
    const patroni = running.get(node)?.child.pid
    const postmaster = postmasterOf(folder, node)
    for (const pid of [patroni, postmaster, ...postmaster === undefined ? [] : childrenOf(postmaster)]) if (pid !== undefined) end(pid, 'SIGKILL')
  }
  const leader = async (): Promise<Node | undefined> => {
    for (const node of NODES) if (await answers(`http://127.0.0.1:${PORTS.patroni + node}/primary`)) return node
    return undefined
  }
  const whole = async (): Promise<void> => {
    for (;;) {
      const seen = await leader()
      const members = seen === undefined ? [] : await membersSeenBy(seen)
      if (members.length === 3 && members.every(({ state }) => state === 'running' || state === 'streaming') && members.some(({ role }) => role === 'sync_standby')) return
      await pause(500)
    }
  }
  const stop = async (): Promise<void> => {
    for (const node of NODES) kill(node)
    for (const { child } of [proxy, etcd]) child.kill('SIGKILL')
    await pause(500)
    rmSync(folder, { recursive: true, force: true })
  }
  return { leader, kill, start, whole, portOf: node => PORTS.postgres + node, logOf: node => path.join(folder, `patroni${node}.log`), stop }
}
