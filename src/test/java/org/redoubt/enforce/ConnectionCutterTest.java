package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real connections, on the server's side. */
class ConnectionCutterTest {
  private final Lab lab = new Lab();
  private final Lab.Agent server = lab.server();
  private final Lab.Agent client = lab.client();

  @AfterEach
  void takeDown() {
    lab.close();
  }

  private void connect(String name, String source, int port) {
    client.ask("connect %s %s %s %d".formatted(name, source, Lab.serverFor(source), port));
    client.ask("talk " + name);
  }

  @Test
  void freesTheServerOfTheConnectionsOfTheBannedAndOfNoOther() {
    server.ask("listen 143 8080");
    connect("bad4", Lab.CLIENTS4.get(0), 143);
    connect("bad6", Lab.CLIENTS6.get(0), 143);
    connect("elsewhere", Lab.CLIENTS4.get(0), 8080);
    connect("good4", Lab.CLIENTS4.get(1), 143);
    connect("good6", Lab.CLIENTS6.get(2), 143);
    assertThat(server.ask("sessions")).isEqualTo("5");
    server.ask("open-cutter");
    server.ask("apply %s=60 fd77:0:0:1::/64=60 192.0.2.0/24".formatted(Lab.CLIENTS4.get(0)));
    Lab.await(() -> server.ask("sessions").equals("3"));
    assertThat(client.tell("talk bad4")).startsWith("error");
    assertThat(client.tell("talk bad6")).startsWith("error");
    client.ask("talk elsewhere");
    client.ask("talk good4");
    client.ask("talk good6");
    server.ask("apply -192.0.2.1");
    server.ask("restore 10.77.1.0/24");
    Lab.await(() -> server.ask("sessions").equals("2"));
  }

  @Test
  void saysWhenItMayNot() {
    Lab.Agent powerless = lab.server("setpriv", "--bounding-set", "-all", "--inh-caps", "-all");
    assertThat(powerless.tell("open-cutter")).contains("no right to end connections");
  }
}
