import Testing

@testable import Reports

@Suite struct SecondsTests {
    @Test(arguments: [
        (0, "0 ms"), (0.0123, "12 ms"), (0.0996, "0.1 s"), (1.25, "1.2 s"), (9.94, "9.9 s"), (9.96, "10 s"),
        (59.4, "59 s"), (59.6, "1 min 00 s"), (185, "3 min 05 s"), (3599.9, "1 h 00 min"), (7800, "2 h 10 min"),
        (1e300, "1e300 s"), (.infinity, "inf s"), (.nan, "nan s"),
    ])
    func durationsAreSaidAsPeopleSayThem(seconds: Double, text: String) {
        #expect(Seconds.text(seconds) == text)
    }
}
