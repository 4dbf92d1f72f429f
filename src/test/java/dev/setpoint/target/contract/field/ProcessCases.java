package dev.setpoint.target.contract.field;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.RUN_STATE;
import static dev.setpoint.target.contract.field.Move.recreated;

import java.util.List;

/** What runs: image, words, user, environment, labels, health check, run state. */
final class ProcessCases {
  private static final String CHECK = "health: {command: [\"true\"], interval: %s, timeout: 2s}";

  private ProcessCases() {}

  static List<FieldCase> all() {
    return List.of(
        FieldCase.of("spec.image")
            .before("image: setpoint.test/busybox:1")
            .after("image: setpoint.test/busybox:2")
            .moved(recreated("{'Image':'setpoint.test/busybox:2'}")),
        FieldCase.of("spec.image")
            .called("tag moved")
            .prepared((hand, ground) ->
                hand.tag("setpoint.test/busybox:1", ground.word("repository"), "1"))
            .before("image: $repository:1")
            .after("image: setpoint.test/busybox:2")
            .moved((hand, ground, _) ->
                hand.tag("setpoint.test/busybox:2", ground.word("repository"), "1")),
        FieldCase.of("spec.command")
            .before("command: [sleep, \"1000001\"]")
            .after("command: [sleep, \"1000002\"]")
            .moved(recreated("{'Cmd':['sleep','1000003']}")),
        FieldCase.of("spec.entrypoint")
            .before("entrypoint: [/bin/sleep]", "command: [\"1000000\"]")
            .after("entrypoint: [/bin/busybox, sleep]", "command: [\"1000000\"]")
            .moved(recreated("{'Entrypoint':['/bin/busybox','sleep']}")),
        FieldCase.of("spec.user")
            .before("user: \"1000:1000\"")
            .after("user: \"1001\"")
            .moved(recreated("{'User':'0:0'}")),
        FieldCase.of("spec.workingDir")
            .before("workingDir: /www")
            .after("workingDir: /tmp")
            .moved(recreated("{'WorkingDir':'/data'}")),
        FieldCase.of("spec.init")
            .before("init: true")
            .after("init: false")
            .moved(recreated("{'HostConfig':{'Init':false}}")));
  }

  static List<FieldCase> lifecycle() {
    return List.of(
        FieldCase.of("spec.stopSignal")
            .before("stopSignal: SIGUSR1", "stopGrace: 1s")
            .after("stopSignal: SIGUSR2", "stopGrace: 1s")
            .moved(recreated("{'StopSignal':'SIGKILL'}")),
        FieldCase.of("spec.stopGrace")
            .before("stopGrace: 3s")
            .after("stopGrace: 4s")
            .moved(recreated("{'StopTimeout':7}")),
        FieldCase.of("spec.labels")
            .at("spec.labels.team")
            .before("labels: {team: shop}")
            .after("labels: {team: bakery}")
            .moved(recreated("{'Labels':{'team':'stranger'}}")),
        FieldCase.of("spec.labels")
            .called("removed")
            .at("spec.labels.team")
            .before("labels: {team: shop, tier: front}")
            .after("labels: {tier: front}")
            .moved(recreated("{'Labels':{'team':null}}")),
        FieldCase.of("spec.health")
            .at("spec.health.interval")
            .before(CHECK.formatted("1s"))
            .after(CHECK.formatted("1500ms"))
            .moved(recreated("{'Healthcheck':{'Interval':60000000000}}")),
        FieldCase.of("spec.health")
            .called("switched off by hand")
            .at("spec.health.command", "spec.health.disabled")
            .before("health: {command: [\"true\"]}")
            .after("health: {disabled: true}")
            .moved(recreated("{'Healthcheck':{'Test':['NONE']}}")));
  }

  static List<FieldCase> env() {
    return List.of(
        FieldCase.of("spec.env")
            .called("changed")
            .at("spec.env.GREETING")
            .before("env: {GREETING: hello}")
            .after("env: {GREETING: good morning}")
            .moved(recreated("{'Env':['GREETING=stranger']}")),
        FieldCase.of("spec.env")
            .called("added")
            .at("spec.env.EXTRA")
            .before("env: {GREETING: hello}")
            .after("env: {GREETING: hello, MORE: \"1\"}")
            .moved(recreated("{'Env':['GREETING=hello','EXTRA=1']}")),
        FieldCase.of("spec.env")
            .called("removed")
            .at("spec.env.GREETING")
            .before("env: {GREETING: hello, OTHER: \"1\"}")
            .after("env: {OTHER: \"1\"}")
            .moved(recreated("{'Env':['OTHER=1']}")),
        FieldCase.of("spec.env")
            .called("secret")
            .at("spec.env.DB_PASSWORD")
            .before("env: {DB_PASSWORD: {secret: shop/db}}")
            .after("env: {DB_PASSWORD: {secret: shop/other}}")
            .moved(recreated("{'Env':['DB_PASSWORD=guessed']}")),
        FieldCase.of("spec.env")
            .called("of a file")
            .at("spec.env.CONFIG")
            .before("env: {CONFIG: {file: files/one.txt}}")
            .after("env: {CONFIG: {file: files/two.txt}}")
            .moved(recreated("{'Env':['CONFIG=three']}")),
        FieldCase.of("spec.env")
            .called("over the image's own")
            .at("spec.env.FROM_IMAGE")
            .before(
                "image: setpoint.test/full:1",
                "health: {disabled: true}",
                "env: {FROM_IMAGE: ours}")
            .after(
                "image: setpoint.test/full:1",
                "health: {disabled: true}",
                "env: {FROM_IMAGE: \"yes\"}")
            .moved(recreated("{'Env':['FROM_IMAGE=stranger']}")));
  }

  static List<FieldCase> state() {
    return List.of(
        FieldCase.of("spec.state")
            .called("stopped by hand")
            .before("state: running")
            .after("state: stopped")
            .by(RUN_STATE)
            .moved((hand, ground, _) -> hand.stop(ground.name())),
        FieldCase.of("spec.state")
            .called("killed")
            .after("state: stopped")
            .by(RUN_STATE)
            .moved((hand, ground, _) -> hand.kill(ground.name())),
        FieldCase.of("spec.state")
            .called("paused")
            .after("state: stopped")
            .by(RUN_STATE)
            .moved((hand, ground, _) -> hand.pause(ground.name())),
        FieldCase.of("spec.state")
            .called("started by hand")
            .before("state: stopped")
            .after("state: running")
            .by(RUN_STATE)
            .moved((hand, ground, _) -> hand.start(ground.name())));
  }
}
