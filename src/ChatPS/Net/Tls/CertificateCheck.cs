using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ChatPS.Net;

/// <summary>Decides about the certificate of one server: by its fingerprint where some were named, else by the rules of the system.</summary>
internal sealed class CertificateCheck(string host, IReadOnlyCollection<string> pins, bool skip)
{
    /// <summary>The fingerprint of what the server showed; null until then.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>Why it was refused, as the end of a sentence; null when it was not.</summary>
    public string? Refusal { get; private set; }

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Fingerprint = certificate is null ? null : CertificateFingerprint.Of(certificate);
        if (skip)
            return true;
        if (pins.Count > 0)
            Refusal = pins.Contains(Fingerprint, StringComparer.Ordinal) ? null : "its fingerprint is not the one that was expected";
        else
            Refusal = Why(certificate, chain, errors);
        return Refusal is null;
    }

    private string? Why(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var reasons = new List<string>();
        if (certificate is null || (errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0)
            reasons.Add("the server has none");
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
            reasons.Add($"it was not made for '{host}'");
        if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            reasons.AddRange(OfChain(certificate!, chain));
        return reasons.Count == 0 ? null : string.Join("; ", reasons);
    }

    private static IEnumerable<string> OfChain(X509Certificate certificate, X509Chain? chain)
    {
        X509ChainStatusFlags flags = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if ((flags & X509ChainStatusFlags.NotTimeValid) != 0)
            yield return $"it is valid from {certificate.GetEffectiveDateString()} to {certificate.GetExpirationDateString()} only";
        if ((flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
            yield return "nobody whom this machine trusts has signed it";
        X509ChainStatusFlags told = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        if ((flags & ~told) != 0 || flags == X509ChainStatusFlags.NoError)
            yield return $"the check of its chain failed ({flags & ~told})";
    }
}
