package dev.setpoint.target.docker;

import dev.setpoint.target.docker.api.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An engine whose caller dies at its n-th call that changes something, before or after it. */
final class Faults {
  private static final Set<String> CHANGING =
      Set.of(
          "create",
          "start",
          "stop",
          "unpause",
          "kill",
          "rename",
          "remove",
          "update",
          "putArchive",
          "createNetwork",
          "removeNetwork",
          "connect",
          "disconnect",
          "createVolume",
          "removeVolume");

  private Faults() {}

  /** What a killed process leaves behind: nothing catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /**
   * The engine with a fault.
   *
   * @param call number of the call, from 1
   * @param after whether the call still takes effect
   * @param fault what is thrown
   */
  static Engine at(Engine engine, int call, boolean after, Supplier<? extends Throwable> fault) {
    var count = new AtomicInteger();
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (_, method, arguments) -> {
              boolean here = CHANGING.contains(method.getName()) && count.incrementAndGet() == call;
              if (here && !after) {
                throw fault.get();
              }
              Object answer;
              try {
                answer = method.invoke(engine, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (here) {
                throw fault.get();
              }
              return answer;
            });
  }
}
