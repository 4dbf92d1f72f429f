package dev.setpoint.target.contract.field;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.IN_PLACE;
import static dev.setpoint.reconcile.field.FieldTable.Remedy.RESTART;
import static dev.setpoint.target.contract.field.Move.recreated;
import static dev.setpoint.target.contract.field.Move.written;

import java.util.List;

/** Mounts, and files of the repository. */
final class StorageCases {
  private static final String PATH = "/www/page.html";
  private static final String AT = "spec.files." + PATH;

  private StorageCases() {}

  static List<FieldCase> mounts() {
    return List.of(
        FieldCase.of("spec.mounts")
            .called("volume made read-only")
            .at("spec.mounts./data")
            .before("mounts: [{volume: $volume, path: /data}]")
            .after("mounts: [{volume: $volume, path: /data, readOnly: true}]")
            .moved(
                recreated(
                    "{'HostConfig':{'Binds':null,'Mounts':[{'Type':'volume','Source':'$volume',"
                        + "'Target':'/data','ReadOnly':true}]}}")),
        FieldCase.of("spec.mounts")
            .called("other directory bound")
            .at("spec.mounts./srv")
            .before("mounts: [{bind: $bind, path: /srv, readOnly: true}]")
            .after("mounts: [{bind: $bind, path: /srv}]")
            .moved(
                recreated(
                    "{'HostConfig':{'Binds':null,'Mounts':[{'Type':'bind','Source':'$bind2',"
                        + "'Target':'/srv','ReadOnly':true}]}}")),
        FieldCase.of("spec.mounts")
            .called("memory resized")
            .at("spec.mounts./cache")
            .before("mounts: [{tmpfs: true, path: /cache, size: 1Mi, mode: \"1770\"}]")
            .after("mounts: [{tmpfs: true, path: /cache, size: 2Mi, mode: \"1770\"}]")
            .moved(
                recreated(
                    "{'HostConfig':{'Mounts':null,'Tmpfs':{'/cache':'size=4194304,mode=1770'}}}")),
        FieldCase.of("spec.mounts")
            .called("added")
            .at("spec.mounts./more")
            .after("mounts: [{volume: $volume, path: /data}]")
            .moved(
                recreated(
                    "{'HostConfig':{'Binds':null,'Mounts':[{'Type':'bind','Source':'$bind',"
                        + "'Target':'/more'}]}}")));
  }

  static List<FieldCase> files() {
    return List.of(
        file("onChange: none").called("written over, noticed by itself").by(IN_PLACE),
        file("onChange: restart").called("written over, restarts").by(RESTART),
        file("onChange: signal, signal: SIGUSR1")
            .called("written over, signalled")
            .before(
                "command: [sh, -c, \"trap : USR1; while :; do sleep 1; done\"]",
                files("one", "onChange: signal, signal: SIGUSR1"))
            .after(
                "command: [sh, -c, \"trap : USR1; while :; do sleep 1; done\"]",
                files("two", "onChange: signal, signal: SIGUSR1"))
            .by(IN_PLACE),
        file("onChange: replace").called("written over, replaces"),
        file("onChange: none")
            .called("removed")
            .moved((hand, ground, _) -> hand.removeFile(ground.name(), PATH))
            .by(IN_PLACE),
        file("mode: \"0600\", owner: \"1000:1000\", onChange: none")
            .called("owner and mode lost")
            .by(IN_PLACE));
  }

  private static FieldCase file(String more) {
    return FieldCase.of("spec.files")
        .at(AT)
        .before(files("one", more))
        .after(files("two", more))
        .moved(written(PATH));
  }

  private static String files(String from, String more) {
    return "files: [{path: %s, from: files/%s.txt, %s}]".formatted(PATH, from, more);
  }
}
