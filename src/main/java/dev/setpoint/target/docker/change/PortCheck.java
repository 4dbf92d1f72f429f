package dev.setpoint.target.docker.change;

import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.HostPort;
import dev.setpoint.target.docker.api.PortProbe.Answer;
import dev.setpoint.target.docker.fields.OwnerLabels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether the declared ports of the machine are free. Those of the container that gives way do not
 * count. The engine is only asked when the machine itself does not show them to be free.
 */
final class PortCheck {
  private final ContainerJob job;

  PortCheck(ContainerJob job) {
    this.job = job;
  }

  void check() {
    if (!job.shouldRun()) {
      return;
    }
    List<HostPort> doubtful = wanted().stream().filter(port -> look(port) != Answer.FREE).toList();
    if (doubtful.isEmpty()) {
      return;
    }
    List<ContainerSummary> containers = job.engine().containers();
    doubtful.forEach(port -> check(port, containers));
  }

  private List<HostPort> wanted() {
    return job.spec().ports().stream()
        .filter(port -> port.hostPort() > 0)
        .map(port ->
            new HostPort(
                port.hostAddress() == null ? "" : port.hostAddress(),
                port.hostPort(),
                port.protocol().word()))
        .distinct()
        .toList();
  }

  private void check(HostPort port, List<ContainerSummary> containers) {
    List<ContainerSummary> holders =
        containers.stream()
            .filter(container -> container.ports().stream().anyMatch(port::overlaps))
            .toList();
    Optional<ContainerSummary> other =
        holders.stream().filter(container -> !givesWay(container)).findFirst();
    if (other.isPresent()) {
      throw taken(port, "the container " + other.get().name());
    }
    if (holders.isEmpty() && staysTaken(port)) {
      throw taken(port, "another process of the machine");
    }
  }

  /** What stands under the name, and what an interrupted correction of it left. */
  private boolean givesWay(ContainerSummary container) {
    return container.name().equals(job.name())
        || OwnerLabels.read(container.labels())
            .filter(mark -> job.ground().identity().owns(mark) && mark.resource().equals(job.id()))
            .isPresent();
  }

  /** An engine says that a container is gone a little before it lets go of its ports. */
  private boolean staysTaken(HostPort port) {
    ChangeLimits limits = job.ground().limits();
    Duration waited = Duration.ZERO;
    while (look(port) == Answer.TAKEN) {
      if (waited.compareTo(limits.portRelease()) >= 0) {
        return true;
      }
      job.pause();
      waited = waited.plus(limits.poll());
    }
    return false;
  }

  private Answer look(HostPort port) {
    return job.ground().ports().look(port);
  }

  private ChangeFailure taken(HostPort port, String holder) {
    return job.failure(
        FailureReason.PORT_TAKEN,
        "the port " + port + " is held by " + holder,
        "free the port or change it");
  }
}
