package org.redoubt.detect;

/** The rules that give evidence, by what they say to people. */
enum Reason {
  WRONG_PASSWORD("wrong password at an account that never logged in from here"),
  FURTHER_ACCOUNT("further account that never logged in from here"),
  UNPROVEN_ACCOUNT("failed login of an account nobody has used yet"),
  FURTHER_UNPROVEN("further account nobody has used yet"),
  UNKNOWN_ACCOUNT("unknown account"),
  FURTHER_UNKNOWN("further unknown account"),
  TRAP_NAME("a name that guessers try"),
  FURTHER_PASSWORD("another try at the same account"),
  FAMILIAR("wrong password at an account that is at home here"),
  FORMER_ACCOUNT("an account that no longer exists"),
  NEAR_MISS("a name one letter away from one that is at home here"),
  WITHOUT_NAME("failed login, the log does not say of whom"),
  MORE_IN_SESSION("more tries in the same session"),
  OVERLONG_NAME("a name too long to be anybody's"),
  ABORTED("login begun and given up"),
  REFUSED("login refused before the password"),
  FLOOD("far more tries than a person makes"),
  CAMPAIGN("next name on a list that another source was working through"),
  CAMPAIGN_HIT("and that account exists"),
  OWN_SUCCESS("then got the password right"),
  FIRST_SUCCESS("first login of an account here"),
  WITHDRAWN("it was the server's own failure"),
  ALARM("many places that nobody knows are failing now"),
  NETWORK("neighbours in the same network were banned"),
  ORDER("names tried in alphabetical order"),
  HEARSAY("known to others for attacks"),
  FADED("has faded since"),
  EARLIER("earlier evidence, no longer kept one by one");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
