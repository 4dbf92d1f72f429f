#!/usr/bin/env python3
"""Kills controller and agents at random moments under change, and looks at what is left.

  src/test/fleet/kill-loop.py [--kills N] [--hosts N] [--seed N]

On real hosts (hosts.sh: LXD, systemd, Docker), joined by the pasted command. While commits change containers and a hand
removes, stops and limits them, the controller is killed with SIGKILL N times and agents N times together. Afterwards everything must be as declared
and the record complete: every intent has one outcome, the entries of each node came once and in order, and every
container carries the mark of an intent that is in the record. Exit 0 when all of it held. Needs root.
"""
import argparse, collections, json, os, pathlib, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time

HOME = pathlib.Path(__file__).resolve().parents[3]
HOSTS = str(HOME / "src/test/engines/hosts.sh")
IMAGE = "setpoint.test/busybox:1"
NAMES = ["web", "side", "job-a", "job-b"]


class Fleet:
    def __init__(self, hosts, seed):
        self.random = random.Random(seed)
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="setpoint-kills."))
        self.scratch.chmod(0o755)  # the hosts' users go through it
        os.environ["SETPOINT_TEST_HOSTS"] = str(self.scratch / "hosts")
        self.data, self.work = self.scratch / "data", self.scratch / "work"
        self.nodes = [f"host{n + 1}" for n in range(hosts)]
        self.controller, self.commits, self.memory = None, 0, 16
        self.counts = collections.Counter()

    def on(self, node, *command, stdin=None):
        return subprocess.run([HOSTS, "exec", node, *command], input=stdin, capture_output=True, text=True, timeout=120)

    def verb(self, *arguments):
        done = subprocess.run([str(HOME / "setpoint"), *arguments, "--data", str(self.data)], capture_output=True, text=True)
        return done.stdout

    def git(self, *arguments):
        subprocess.run(["git", "-C", str(self.work), "-c", "user.name=ada", "-c", "user.email=ada@example.org", *arguments],
                       check=True, capture_output=True)

    def prepare(self):
        subprocess.run([HOSTS, "start", str(len(self.nodes)), "docker"], check=True, capture_output=True)
        listed = subprocess.run([HOSTS, "list"], capture_output=True, text=True).stdout.split()
        self.address = listed[0].rsplit(".", 1)[0] + ".1"
        for node in self.nodes:
            self.on(node, "sh", "-c", "apt-get update -qq && apt-get install -y -qq --no-install-recommends curl")
        repo = self.scratch / "repo.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(repo)], check=True)
        subprocess.run(["git", "init", "-q", "-b", "main", str(self.work)], check=True)
        self.git("remote", "add", "origin", str(repo))
        for node in self.nodes:
            (self.work / f"{node}.yaml").write_text(
                f"apiVersion: setpoint.dev/v1\nkind: Node\nmetadata: {{name: {node}, labels: {{role: edge}}}}\nspec: {{}}\n")
        self.commit()
        self.start()
        for node in self.nodes:
            printed = self.verb("token", "create", node)
            paste = printed[printed.index("printf"):printed.index("\nIt works once")]
            joined = self.on(node, "sh", stdin=paste)
            if joined.returncode:
                sys.exit(f"{node} did not join: {joined.stdout}{joined.stderr}")

    def commit(self):
        self.commits += 1
        self.memory = self.random.choice([12, 16, 20, 24])
        text = ""
        for name in NAMES:
            text += (f"---\napiVersion: setpoint.dev/v1\nkind: Container\nmetadata: {{name: {name}}}\nspec:\n"
                     f"  nodes: {{labels: {{role: edge}}}}\n  image: {IMAGE}\n  pull: never\n  init: true\n"
                     f"  command: [sleep, '100000']\n  memory: {self.memory}Mi\n  env: {{N: '{self.commits}'}}\n")
        (self.work / "containers.yaml").write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", f"Commit {self.commits}")
        self.git("push", "-q", "origin", "main")

    def start(self):
        log = open(self.scratch / "controller.log", "a")
        self.controller = subprocess.Popen(
            [str(HOME / "setpoint"), "controller", "--repo", str(self.scratch / "repo.git"), "--poll", "1s", "--data", str(self.data),
             "--port", "0", "--listen", f"{self.address}:7438", "--name", self.address],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        deadline = time.time() + 60
        while not self.verb("nodes") and time.time() < deadline:
            time.sleep(0.3)

    def hand(self):
        node, name = self.random.choice(self.nodes), self.random.choice(NAMES)
        what = self.random.choice([["rm", "-f", name], ["kill", name], ["update", "--memory", "30m", "--memory-swap", "60m", name]])
        self.on(node, "docker", *what)
        self.counts["by hand"] += 1

    def run(self, kills):
        left = ["controller"] * kills + ["agent"] * kills
        self.random.shuffle(left)
        for number, victim in enumerate(left):
            if number % 6 == 0:
                self.commit()
            self.hand()
            time.sleep(self.random.uniform(0, 1.5))
            if victim == "controller":
                self.controller.send_signal(signal.SIGKILL)
                self.controller.wait()
                time.sleep(self.random.uniform(0, 0.5))
                self.start()
            else:
                self.on(self.random.choice(self.nodes), "systemctl", "kill", "-s", "KILL", "setpoint-agent")
            self.counts[victim + " killed"] += 1
            if (number + 1) % 20 == 0:
                print(f"{number + 1} of {len(left)} kills, {self.commits} commits", flush=True)

    def settle(self):
        deadline = time.time() + 300
        while time.time() < deadline:
            self.verb("sync")  # what the hand changed too often was put off, as it should be
            rows = [line for line in self.verb("nodes").splitlines() if line.startswith("host")]
            if len(rows) == len(self.nodes) and all(" connected " in row and " ready " in row for row in rows) and self.is_live():
                time.sleep(3)
                return
            time.sleep(2)
        print(self.verb("nodes"))
        sys.exit("FAILED: the fleet did not come to rest within 5 minutes")

    def is_live(self):
        form = "{{.Name}} {{.State.Running}} {{.HostConfig.Memory}} {{.Config.Env}}"
        for node in self.nodes:
            shown = self.on(node, "docker", "inspect", *NAMES, "--format", form).stdout
            if shown.count(f" true {self.memory << 20} ") != len(NAMES) or shown.count(f"N={self.commits}") != len(NAMES):
                return False
        return True

    def check(self):
        faults = []
        with sqlite3.connect(f"file:{self.data}/setpoint.db?mode=ro", uri=True) as db:
            entries = [(index, event, json.loads(leaf)) for index, event, leaf in db.execute("SELECT idx, event, leaf FROM entry ORDER BY idx")]
            local = db.execute("SELECT * FROM node_entry").fetchall()
            columns = [each[1] for each in db.execute("PRAGMA table_info(node_entry)")]
            open_intents = db.execute("SELECT count(*) FROM open_intent").fetchone()[0]
            outcomes = collections.Counter(row[0] for row in db.execute("SELECT intent FROM entry WHERE intent IS NOT NULL"))
        if [each[0] for each in entries] != list(range(1, len(entries) + 1)):
            faults.append("the index of the record is not dense")
        intents = [index for index, event, _ in entries if event == "Intent"]
        faults += [f"intent {index} has {outcomes[index]} outcomes" for index in intents if outcomes[index] != 1]
        if open_intents:
            faults.append(f"{open_intents} intents are open")
        by_node = collections.defaultdict(list)
        for row in local:
            named = dict(zip(columns, row))
            by_node[(named.get("node"), named.get("journal"))].append((named.get("local", named.get("seq")), named.get("idx")))
        for key, numbers in by_node.items():
            numbers.sort(key=lambda pair: pair[1])
            if [pair[0] for pair in numbers] != list(range(1, len(numbers) + 1)):
                faults.append(f"the entries of {key} are not each there once and in order")
        for node in self.nodes:
            left = self.on(node, "docker", "ps", "-a", "--format", "{{.Names}}").stdout.split()
            faults += [f"{node} holds {name}" for name in left if name not in NAMES]
        return faults, {"entries": len(entries), "intents": len(intents), "journals": len(by_node), "commits": self.commits, **self.counts}

    def end(self):
        if self.controller:
            self.controller.kill()
        subprocess.run([HOSTS, "stop"], capture_output=True)
        shutil.rmtree(self.scratch, ignore_errors=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=200, help="of the controller, and of agents")
    options.add_argument("--hosts", type=int, default=3)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    subprocess.run([str(HOME / "setpoint"), "version"], check=True, capture_output=True)
    subprocess.run([str(HOME / "deploy/make-agent.sh")], check=True, capture_output=True)
    fleet = Fleet(chosen.hosts, chosen.seed)
    try:
        fleet.prepare()
        begun = time.time()
        fleet.run(chosen.kills)
        fleet.settle()
        faults, counts = fleet.check()
        print(f"{time.time() - begun:.0f} s;", ", ".join(f"{value} {name}" for name, value in counts.items()))
        print("\n".join(faults) or "all held")
        sys.exit(1 if faults else 0)
    finally:
        fleet.end()


main()
