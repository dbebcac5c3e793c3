using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

namespace ChatPS.Conformance;

/// <summary>Results as JUnit XML, which build servers read: a suite for each server, a case for each rule.</summary>
internal static class JUnitReport
{
    public static void Write(Stream stream, IReadOnlyCollection<ChatRuleResult> results)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        xml.WriteStartElement("testsuites");
        foreach (IGrouping<string, ChatRuleResult> server in results.GroupBy(static result => $"{result.ComputerName}:{result.Port}"))
            WriteSuite(xml, server.Key, [.. server]);
        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, string server, ChatRuleResult[] results)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "ChatPS protocol " + Valid(server));
        xml.WriteAttributeString("tests", Number(results.Length));
        xml.WriteAttributeString("failures", Number(results.Count(static result => result.Result == ChatRuleOutcome.Failed)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", Number(results.Count(static result => result.Result == ChatRuleOutcome.Skipped)));
        xml.WriteAttributeString("time", Seconds(results.Sum(static result => result.Duration.TotalSeconds)));
        foreach (ChatRuleResult result in results)
            WriteCase(xml, server, result);
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, string server, ChatRuleResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Valid(server));
        xml.WriteAttributeString("name", result.Rule);
        xml.WriteAttributeString("time", Seconds(result.Duration.TotalSeconds));
        if (result.Result != ChatRuleOutcome.Passed)
        {
            xml.WriteStartElement(result.Result == ChatRuleOutcome.Failed ? "failure" : "skipped");
            xml.WriteAttributeString("message", Valid(result.Reason ?? ""));
            xml.WriteString(Valid($"{result.Detail}\n{result.Reference}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    // A name that was given may hold anything; what comes from the network is safe already.
    private static string Valid(string text) => new(Array.FindAll(text.ToCharArray(), static c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));
}
