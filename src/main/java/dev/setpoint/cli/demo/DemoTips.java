package dev.setpoint.cli.demo;

import dev.setpoint.cli.demo.DemoPorts.FoundEngine;
import java.util.Optional;
import java.util.Set;

/** What to try while the demo runs, as commands to copy. */
record DemoTips(DemoOptions options, Optional<FoundEngine> engine) {
  private static final Set<String> USUAL =
      Set.of(
          "unix:///var/run/docker.sock",
          "unix:///run/docker.sock",
          "unix:///run/podman/podman.sock");

  String text() {
    return """

    Three things to try in another terminal:

      1. Change what git says:
         cd %s && sed -i 's/memory: 64Mi/memory: 96Mi/' shop/web.yaml \\
               && git commit -am 'More memory for web' && git push

    %s
    Look closer:  ./setpoint status%s
                  ./setpoint history container/web%s
    Ctrl-C ends the demo and leaves the containers; './setpoint demo --clean%s' removes all of it.

    """
        .formatted(options.work(), byHand(), data(), data(), data());
  }

  private String byHand() {
    if (engine.isEmpty()) {
      return """
        2. and 3. happen by themselves here: every %s somebody removes a container, changes
           its memory, or stops it by hand, and you see it healed.
      """
          .formatted(DemoVerb.BY_HAND_EVERY);
    }
    String command = command(engine.get());
    return """
      2. Remove a container by hand:
         %s rm -f web

      3. Change one on the machine:
         %s update --memory 32m web
    """
        .formatted(command, command);
  }

  private static String command(FoundEngine engine) {
    if (USUAL.contains(engine.address())) {
      return engine.name();
    }
    return engine.name().equals("podman")
        ? "podman --url " + engine.address()
        : "docker -H " + engine.address();
  }

  private String data() {
    return " --data " + options.data();
  }

  /** Says that nothing real happens, and what to do about it. */
  static String banner(String why) {
    return """

    ********************************************************************************
      SIMULATED ENGINE: nothing on this machine is started, changed or removed.
      %s
      For the real thing install Docker or Podman ('apt-get install docker.io' as root),
      or run the demo as root on Debian or Ubuntu, which installs it.
    ********************************************************************************
    """
        .formatted(why);
  }
}
