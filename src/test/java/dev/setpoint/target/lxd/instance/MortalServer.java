package dev.setpoint.target.lxd.instance;

import dev.setpoint.target.lxd.api.Server;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** A server whose client is killed right before one of the calls that change something. */
final class MortalServer {
  private static final Set<String> CHANGES =
      Set.of(
          "create",
          "put",
          "rename",
          "delete",
          "change",
          "putFile",
          "deleteFile",
          "rebuild",
          "restore");

  private int left = Integer.MAX_VALUE;
  private Runnable after = () -> {};

  /** We are gone; nothing of ours can catch it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String call) {
      super("killed before " + call);
    }
  }

  /** Kills before the change of this number, counted from now on from one. */
  void killBefore(int change) {
    left = change;
  }

  void spare() {
    left = Integer.MAX_VALUE;
  }

  /** Does this after every change. */
  void afterEach(Runnable look) {
    after = look;
  }

  Server over(Server server) {
    return (Server)
        Proxy.newProxyInstance(
            Server.class.getClassLoader(),
            new Class<?>[] {Server.class},
            (_, method, arguments) -> {
              boolean changes = CHANGES.contains(method.getName());
              if (changes && --left == 0) {
                throw new Killed(method.getName());
              }
              try {
                Object result = method.invoke(server, arguments);
                if (changes) {
                  after.run();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
