package dev.setpoint.target.lxd.instance;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.lxd.instance.inner.AgentPackage;
import dev.setpoint.target.lxd.instance.inner.InnerAgents;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** An agent that is a shell script which says that it runs. */
final class FakeInnerAgents implements InnerAgents {
  /** Size of its program: more than is held at once on the way. */
  static final int SIZE = 3_000_000;

  private static final String SCRIPT =
      """
      set -eu
      controller=$1 node=$2 archive=$4 release=$5
      IFS= read -r token
      [ "$token" != sp1.bad ] || { echo "the token is not good"; exit 1; }
      home=/opt/setpoint-agent state=/var/lib/setpoint-agent
      stat -c %a "$home/incoming/token" >"$home/token-mode"
      [ ! -e "$archive" ] || wc -c <"$archive" >"$home/size"
      mkdir -p "$home/releases/$release" "$state" /run/setpoint-agent
      ln -sfn "$home/releases/$release" "$home/current"
      [ "$token" = - ] || printf 'node=%s\\ncontroller=%s\\n' "$node" "$controller" >"$state/joined"
      printf 'node=%s\\ncontroller=%s\\nrelease=%s\\nlink=connected\\n' \\
        "$node" "$controller" "$release" >/run/setpoint-agent/status
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicReference<Token> answer =
      new AtomicReference<>(new Token.Granted("sp1.first"));

  void answer(Token next) {
    answer.set(next);
  }

  /** Who asked for tokens. */
  List<String> asked() {
    return asked;
  }

  @Override
  public Optional<AgentPackage> agent() {
    return Optional.of(
        new AgentPackage(
            "0123456789abcdef",
            out -> {
              for (int left = SIZE; left > 0; left -= 1_000) {
                out.write(new byte[1_000]);
              }
            },
            SCRIPT));
  }

  @Override
  public String controller() {
    return "https://127.0.0.1:7438";
  }

  @Override
  public Token token(ResourceId instance, String node) {
    asked.add(instance + " " + node);
    return answer.get();
  }
}
