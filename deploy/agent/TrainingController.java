import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.NodeArrival;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.Orders;
import dev.setpoint.link.controlend.Admission.Verdict.Admitted;
import dev.setpoint.link.controlend.ControllerEnd;
import dev.setpoint.link.listen.FleetListener;
import dev.setpoint.link.listen.ListenLimits;
import dev.setpoint.link.listen.PortTls;
import dev.setpoint.link.listen.RuledCertificates;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.session.LinkTimings;
import dev.setpoint.manifest.json.JsonTrees;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.process.ThreadTimeline;
import dev.setpoint.source.LocalDirectoryTree;
import dev.setpoint.source.SourceLimits;
import dev.setpoint.source.SourceResult;
import dev.setpoint.trust.JoinAddress;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.LeafRules;
import dev.setpoint.trust.leaf.Pem;
import dev.setpoint.trust.leaf.PeerTrust;
import dev.setpoint.trust.x509.Authority;
import dev.setpoint.trust.x509.OrderKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What an agent meets while its start-up cache is recorded: the controller's end of a connection, which orders the
 * sample manifests, and an empty Docker engine. Run as one file by deploy/make-agent.sh, with the program on the
 * class path:
 *
 *   TrainingController DIRECTORY SAMPLES
 *
 * It leaves in DIRECTORY what an agent that has joined finds there (state/), the engine's socket (engine.sock), and
 * the file "ready"; and the file "done" when the agent has worked from the order for a while.
 */
void main(String[] args) throws Exception {
  var directory = Path.of(args[0]);
  var clock = InstantSource.system();
  var random = new SecureRandom();
  var owner = "0".repeat(32);
  var authority = Authority.open(directory.resolve("trust"), owner, clock, random);
  var orderKey = OrderKey.open(directory.resolve("trust"));
  var timeline = new ThreadTimeline();
  var rules = new LeafRules(authority.certificate());
  var tls =
      PortTls.of(authority.forController(List.of("127.0.0.1")), PeerTrust.ofAgents(rules, clock));
  var heard = new Heard();
  var end =
      new ControllerEnd(
          new ControllerEnd.Settings(owner, "training", LinkTimings.standard()),
          timeline,
          OrderSeal.signer(orderKey.privateKey()),
          (_, _, _) -> new Admitted(),
          heard);
  end.start();
  var listener =
      new FleetListener(
          () -> tls,
          new RuledCertificates(rules, clock),
          List.of(),
          end,
          timeline,
          ListenLimits.standard());
  var port = listener.open(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)).getPort();
  engine(directory.resolve("engine.sock"));
  identity(directory.resolve("state"), port, authority, orderKey, random);
  end.link(Orders.LOCAL).issue(order(Path.of(args[1]), 1));
  Files.createFile(directory.resolve("ready"));
  heard.reports.await();
  // Some more passes, each after the hand of the simulated engine has changed something.
  Thread.sleep(2_000);
  end.link(Orders.LOCAL).requestPass();
  end.link(Orders.LOCAL).issue(order(Path.of(args[1]), 2));
  Thread.sleep(3_000);
  Files.createFile(directory.resolve("done"));
  new CountDownLatch(1).await();
}

/** As {@code setpoint-agent join} would have written it. */
void identity(Path state, int port, Authority authority, OrderKey orderKey, SecureRandom random) throws IOException {
  var keys = Keys.make(random);
  var json = JsonTrees.object();
  json.put("version", 1);
  json.put("controller", JoinAddress.of("127.0.0.1", port).toString());
  json.put("node", Orders.LOCAL);
  json.put("instance", "0".repeat(32));
  json.put("owner", authority.owner());
  json.put("key", Pem.of(keys.getPrivate()));
  json.put("certificate", Pem.of(authority.forAgent(Orders.LOCAL, keys.getPublic(), authority.nextEnd())));
  json.put("authority", authority.pem());
  json.put("orderKey", Pem.base64(orderKey.publicKey()));
  Files.createDirectories(state.resolve("identity"));
  Files.writeString(state.resolve("identity/identity.json"), JsonTrees.write(json));
}

NodeOrder order(Path samples, long generation) {
  if (LocalDirectoryTree.read(samples, SourceLimits.standard()) instanceof SourceResult.Advanced(var tree)
      && new ManifestReader().read(tree) instanceof ReadResult.Valid(var manifests)) {
    return Orders.none().next(manifests).order(Orders.LOCAL, generation, List.of());
  }
  throw new IllegalStateException("the samples cannot be read");
}

/** An engine with nothing in it, so that the client of engines is learnt too. */
void engine(Path socket) throws IOException {
  var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
  Thread.startVirtualThread(
      () -> {
        while (true) {
          try {
            var call = server.accept();
            Thread.startVirtualThread(() -> answer(call));
          } catch (IOException e) {
            return;
          }
        }
      });
}

void answer(SocketChannel call) {
  try (call) {
    var in = new BufferedReader(Channels.newReader(call, StandardCharsets.ISO_8859_1));
    for (var first = in.readLine(); first != null; first = in.readLine()) {
      for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {}
      if (first.contains("/events")) {
        say(call, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        continue;
      }
      var body = body(first);
      say(
          call,
          "HTTP/1.1 %s\r\nContent-Type: application/json\r\nApi-Version: 1.41\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(body.isEmpty() ? "404 Not Found" : "200 OK", body.length(), body));
    }
  } catch (IOException e) {
    // The agent has hung up.
  }
}

String body(String request) {
  var path = request.split(" ")[1].replaceFirst("^/v1[.][0-9]+", "").replaceFirst("[?].*", "");
  return switch (path) {
    case "/_ping" -> "OK";
    case "/version" ->
        """
        {"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12","Os":"linux","Arch":"amd64",\
        "Components":[{"Name":"Engine","Version":"20.10.24"}]}""";
    case "/info" ->
        """
        {"ID":"training","CgroupVersion":"2","CgroupDriver":"systemd","OSType":"linux","NCPU":2,"MemTotal":1000000000}""";
    case "/containers/json", "/networks", "/images/json" -> "[]";
    case "/volumes" -> "{\"Volumes\":[]}";
    default -> "";
  };
}

void say(SocketChannel call, String text) throws IOException {
  var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  while (bytes.hasRemaining()) {
    call.write(bytes);
  }
}

/** Counts reports and takes the journal. */
static final class Heard implements FleetEvents {
  final CountDownLatch reports = new CountDownLatch(2);

  @Override
  public void connected(NodeArrival arrival) {}

  @Override
  public void left(String node, Instant at, String why) {}

  @Override
  public void reached(String node, long generation, String orderDigest) {}

  @Override
  public void refused(String node, long generation, String reason, String message) {
    System.err.println("refused: " + reason + ": " + message);
  }

  @Override
  public long journalNext(String node, String journal) {
    return 1;
  }

  @Override
  public long record(String node, String journal, long first, List<byte[]> entries) {
    return first + entries.size();
  }

  @Override
  public void journalBehind(String node, String journal, long held, long taken) {}

  @Override
  public void accept(NodeReport report) {
    reports.countDown();
  }

  @Override
  public void accept(CorrectionNews news) {}
}
