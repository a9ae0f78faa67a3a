package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;

/** Whatever name a client gives, a line gives its true address or none, and never a success. */
class OwnFileForgeryTest {
  private static final Address TRUE = Address.of("198.51.100.4");
  private static final int ROUNDS = 3000;

  /** Pieces of what the servers write, with another address. */
  private static final List<String> PIECES =
      List.of(
          "x",
          " ",
          ".",
          ",",
          ";",
          ":",
          "\"",
          "'",
          "]",
          "[",
          ")",
          "(",
          "/",
          "1",
          "\\",
          "=",
          "|",
          "\t",
          "192.0.2.99",
          "[192.0.2.99]",
          "(192.0.2.99)",
          " from 192.0.2.99",
          " from 192.0.2.99. ",
          "@192.0.2.99",
          ";oip=192.0.2.99;",
          "oip=192.0.2.99",
          "ip=192.0.2.99;",
          "port=1;",
          "ua=y;",
          ", client: 192.0.2.99, server: 0.0.0.0:143, login: \"",
          "client logged in",
          ", upstream: z",
          " while in http auth state",
          ". Attempt from IP address 192.0.2.99",
          " doesn't exist",
          " with remote address 192.0.2.99",
          "remoteIp = 192.0.2.99, remotePort = 1",
          ", accountName = \"y\", id = 1",
          "(auth.success)",
          "Authentication successful remoteIp = 192.0.2.99",
          "] security - cmd=Auth; account=y; protocol=imap;",
          "; protocol=pop3;",
          "10:31:36.123 [INFO ] o.a.j.X - ",
          "': Account not found locally",
          "] successfully authorized!",
          "] connection accepted from [192.0.2.99:1]",
          "Remote address updated from '192.0.2.1' to '192.0.2.99'",
          ", connecting host 192.0.2.99: Password not found in the Name and Address Book entry or",
          " password did not verify",
          "' via '192.0.2.99",
          "Could not connect to ssl://z",
          "\",\"src_ip\":\"192.0.2.99:1",
          "\"}",
          "/imap/993 from: 192.0.2.99/1: ",
          "success: password",
          "success: token-1: ",
          "failed: badauth: ab",
          " has been rate-limited.",
          "&username=",
          "=attempts=2&date=1299076387",
          "[LOGIN] ",
          " (y) from 192.0.2.99: ",
          "Unknown user or password incorrect.",
          " - login - ",
          " - login error - ",
          "no such user - loginname=",
          "ret -4, Password incorrect",
          "\" from IP: 192.0.2.99",
          " failed (-1)!",
          " failed (-3)!",
          " ; connecting host 192.0.2.99",
          " authentication failure using internet password",
          " authenticated, mechanism=LOGIN",
          "\" tr=\"TCP|192.0.2.1|25|192.0.2.99|1\" ap=\"y\" mi=\"Bad password\" us=\"",
          "Authentication successful",
          "\" di=\"235 ",
          "NEW anna ",
          "FAILED LOGIN webmaild: user",
          " against y",
          " in session z",
          " (ID: 3)",
          "(error: 0)",
          "Successful login for ",
          "' for user 'y",
          "' might not have worked - password policy: 1",
          "successful login from '",
          " [192.0.2.99] to y",
          " (192.0.2.99) to y",
          "Login success for ",
          "(forwarded for [",
          "] imap - ",
          "invalid password",
          "] SoapEngine - handler exception: ");

  record Case(String line, UnaryOperator<String> written) {
    String with(String name) {
      return line.replace("{E}", written.apply(name)).replace("{N}", name);
    }

    @Override
    public String toString() {
      return line;
    }
  }

  static List<Case> cases() {
    UnaryOperator<String> plain = name -> name;
    UnaryOperator<String> doubled = name -> name.replace("\"", "\"\"");
    UnaryOperator<String> json =
        name -> name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
    UnaryOperator<String> xml = name -> name.replace("&", "&amp;").replace("\"", "&quot;");
    UnaryOperator<String> semicolons = name -> name.replace(";", ";;");
    return List.of(
        new Case(
            "2021-03-03 19:26:38,616 INFO  [q-1:https://mx/x] [name={E};oip=198.51.100.4;port=5;ua=z;soapId=9;] SoapEngine - handler exception: authentication failed for [{N}], invalid password",
            semicolons),
        new Case(
            "2021-03-03 19:26:38,616 INFO  [q-1:https://mx/x] [oip=198.51.100.4;port=5;ua={E};soapId=9;] SoapEngine - handler exception: authentication failed for [{N}], account not found",
            semicolons),
        new Case(
            "2021-03-03 19:27:00,001 INFO  [ImapServer-1] [ip=127.0.0.1;oip=198.51.100.4;via=192.0.2.1(n);ua={E};cid=7;] imap - authentication failed for [{N}] (invalid password)",
            semicolons),
        new Case(
            "2021-03-03 19:27:10,791 WARN  [Imap-3] [ip=192.0.2.1;oip=198.51.100.4;via=z;ua={E};cid=16;] security - cmd=Auth; account={E}; protocol=imap; error=authentication failed for [{E}], invalid password;",
            semicolons),
        new Case(
            "2021-03-03 19:27:10,791 WARN  [q-1:https://mx/x] [name={E};oip=198.51.100.4;port=5;ua={E};soapId=9;] security - cmd=Auth; account={E}; protocol=soap; error=authentication failed for [{E}], account not found;",
            semicolons),
        new Case(
            "10:31:36.123 [INFO ] o.a.j.X - Bad credential supplied for {N} with remote address 198.51.100.4",
            plain),
        new Case(
            "2026-03-26T10:18:33.000000+00:00 mx stalwart[12]: Authentication failed localPort = 993, remoteIp = 198.51.100.4, accountName = \"{N}\"",
            plain),
        new Case(
            "{\"__REALTIME_TIMESTAMP\":\"1774520313000000\",\"_SYSTEMD_UNIT\":\"stalwart.service\",\"SYSLOG_IDENTIFIER\":\"stalwart\",\"MESSAGE\":\"Authentication failed\",\"ACCOUNTNAME\":\"{E}\",\"REMOTEIP\":\"198.51.100.4\"}",
            json),
        new Case(
            "2022/04/02 15:45:25 [info] 8#8: *15950 client login failed: \"no\" while in http auth state, client: 198.51.100.4, server: 0.0.0.0:25, login: \"{N}\"",
            plain),
        new Case(
            "2022-07-20T21:28:50.530Z,0E,2,192.0.2.241:143,198.51.100.4:35070,\"{E}\",168,31,31,authenticate,PLAIN,\"R=\"\"2 NO AUTHENTICATE failed.\"\";Msg=\"\"AuthFailed:LogonDenied,User: {E}\"\";ErrMsg=AuthFailed:LogonDenied\",",
            doubled),
        new Case(
            "\"POP3D\"\t3208\t12\t\"2020-01-01 10:00:00.223\"\t\"198.51.100.4\"\t\"RECEIVED: USER {E}\"",
            doubled),
        new Case("[17/May/2017 19:43:44] Failed POP3 login from 198.51.100.4, user {N}", plain),
        new Case(
            "[17/May/2017 19:43:45] SMTP: User {N} doesn't exist. Attempt from IP address 198.51.100.4.",
            plain),
        new Case(
            "2026-03-26 10:31:36.123 [INFO ] o.a.j.X - Bad credential supplied for {N} with remote address 198.51.100.4",
            plain),
        new Case(
            "{\"timestamp\":\"2026-03-26T10:31:38.000Z\",\"message\":\"Password authentication failed because of bad credentials\",\"mdc\":{\"user\":\"{E}\",\"protocol\":\"IMAP\",\"ip\":\"198.51.100.4\"}}",
            json),
        new Case(
            "2026-03-26T10:15:30Z INFO Authentication failed (auth.failed) listenerId = \"imaptls\", localPort = 993, remoteIp = 198.51.100.4, remotePort = 51234, accountName = \"{N}\", id = 17",
            plain),
        new Case(
            "Mar 26 10:15:30 mx maddy[12]: imap: authentication failed\t{\"reason\":\"x\",\"username\":\"{E}\",\"src_ip\":\"198.51.100.4:51234\"}",
            json),
        new Case(
            "[2024-07-01 03:09:42,579] INFO in nginx: Login attempt for: {N}/imap/993 from: 198.51.100.4/51234: failed: badauth: 5f4dcc",
            plain),
        new Case(
            "[2023-03-28 03:09:42,579] WARNING in limiter: Authentication attempt from 198.51.100.4 for {N} has been rate-limited.",
            plain),
        new Case(
            "2026-01-15 10:00:01 +0000 02 mx IMAP:000056A7: Authentication error for user '{N}': Invalid password",
            plain),
        new Case(
            "Feb  3 14:18:40 web roundcube: IMAP Error: Login failed for {N} from 198.51.100.4",
            plain),
        new Case(
            "Feb  3 14:18:40 web roundcube: IMAP Error: Login failed for {N} from 198.51.100.4. LOGIN: A0001 NO {N} failed. in /app/x.php on line 211 (POST /?_task=login)",
            plain),
        new Case(
            "03-07-2005 23:07:20   POP3 Server: Authentication failure for {N}, connecting host 198.51.100.4: Password not found in the Name and Address Book entry or password did not verify",
            plain),
        new Case(
            "2014:07:02-00:17:45: '198.51.100.4' 2 failed login attempts. Account '{N}'", plain),
        new Case(
            "Mar 19 20:11:06 HORDE [error] [imp] FAILED LOGIN 198.51.100.4 to mx:143[imap] as {N} [on line 287 of \"/x.php\"]",
            plain),
        new Case("198.51.100.4=attempts=7&date=1299076385&username={N}", plain),
        new Case(
            "Jul-30-16 17:07:25 [Worker_1] [TLS-out] 198.51.100.4 [SMTP Error] 535 5.7.8 Error: authentication failed: {N}",
            plain),
        new Case(
            "10/06/2013 15:50:41 [LOGIN_ERROR] {N} (mail.example.org) from 198.51.100.4: Unknown user or password incorrect.",
            plain),
        new Case(
            "Sat Dec 28 19:03:54 2013 - [72926] (198.51.100.4) {N} - login error - auth_unix.pl, ret -4, Password incorrect",
            plain),
        new Case(
            "[2014-01-06 10:59:38]LOGIN FAILED for user: \"{N}\" from IP: 198.51.100.4", plain),
        new Case(
            "78017 00cff -- none -- - 2014-01-13T05:02:22+00:00 WARN (4): Tinebase_Controller::login::106 Login with username {N} from 198.51.100.4 failed (-1)!",
            plain),
        new Case(
            "03-07-2005 23:07:20   SMTP Server: Authentication failed for user {N} ; connecting host 198.51.100.4",
            plain),
        new Case(
            "03-07-2005 23:07:20   smtp: {N} [198.51.100.4] authentication failure using internet password",
            plain),
        new Case(
            "<co ts=\"2014-06-02T09:46:50.000Z\" pi=\"1\" sc=\"t\" dr=\"+\" ac=\"U\" tr=\"TCP|192.0.2.223|25|198.51.100.4|59762\" ap=\"SMTP/TLS\" mi=\"Bad password\" us=\"{E}\" di=\"535 5.7.8 Bad username or password (Authentication failed).\"/>",
            xml),
        new Case(
            "[2024-03-26 10:31:36 +0000] info [webmaild] 198.51.100.4 - {N} \"POST /login/ HTTP/1.1\" FAILED LOGIN webmaild: user password incorrect",
            plain),
        new Case(
            "[03-Feb-2022 14:18:28 +0000]: <r> IMAP Error: Login failed for {N} against mx.example.org from 198.51.100.4. LOGIN: A0001 NO Login failed. in /app/x.php on line 211 (POST /?_task=login)",
            plain),
        new Case(
            "[03-Feb-2022 14:18:28 +0000]: <r> IMAP Error: Login failed for {N} from 198.51.100.4(X-Forwarded-For: {N}). LOGIN: A0001 NO Login failed. in /app/x.php on line 211 (POST /?_task=login)",
            plain),
        new Case(
            "[03-Feb-2022 14:18:30 +0000]: <r> Failed login for {N} from 198.51.100.4 in session r (error: 0)",
            plain),
        new Case(
            "[03-Feb-2022 14:18:30 +0000]: <r> Failed login for x from 198.51.100.4(X-Forwarded-For: {N}) in session r (error: 0)",
            plain),
        new Case(
            "Mar 24 08:58:32 sogod [26818]: SOGoRootPage Login from '198.51.100.4' for user '{N}' might not have worked - password policy: 65535  grace: -1  expire: -1  bound: 0",
            plain),
        new Case(
            "Mar 24 08:58:33 sogod [26818]: SOGoRootPage Login from '{N}, 198.51.100.4' for user 'bob' might not have worked - password policy: 65535  grace: -1  expire: -1  bound: 0",
            plain),
        new Case(
            "Nov 12 08:59:59 HORDE [error] [imp] FAILED LOGIN for {N} [198.51.100.4] to {mx.example.org:993 [imap/ssl]} [pid 68394 on line 139 of /x.php]",
            plain),
        new Case(
            "Nov 12 09:00:00 web HORDE[812]: [imp] FAILED LOGIN for x (198.51.100.4) (forwarded for [{N}]) to {imap://mx.example.org/} [pid 812 on line 157 of \"/x.php\"]",
            plain),
        new Case(
            "2023-05-30 06:10:14 login authenticator failed for ({N}) [198.51.100.4]:5432: 535 Incorrect authentication data (set_id={N})",
            plain));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aNameIsNeverAnAddressNorASuccess(Case line) {
    LineParser parser = new LineParser(TestFormats.all(), ZoneOffset.UTC);
    parser.reference(Instant.parse("2026-11-21T12:00:00Z").toEpochMilli());
    Random random = new Random(line.line().hashCode());
    int events = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text = line.with(name(random));
      if (parse(parser, text) instanceof Parsed.Event(AuthEvent event, Rule rule)) {
        events++;
        assertThat(event.source() == null || event.source().equals(TRUE)).as(text).isTrue();
        assertThat(event.outcome()).as(text).isNotEqualTo(Outcome.SUCCESS);
      }
    }
    assertThat(events > 0 || line.line().contains("RECEIVED")).isTrue();
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder("u");
    for (int pieces = random.nextInt(8); pieces > 0; pieces--) {
      name.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return name.toString();
  }

  private static Parsed parse(LineParser parser, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }
}
