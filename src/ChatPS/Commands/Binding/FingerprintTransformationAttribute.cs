using System;
using System.Collections.Generic;
using System.Management.Automation;
using ChatPS.Net;

namespace ChatPS.Commands;

/// <summary>Fingerprints as they are copied, with colons or spaces, in either case; nothing, as a server without TLS has it, is none.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FingerprintTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var fingerprints = new List<string>();
        foreach (string text in LanguagePrimitives.ConvertTo<string[]>(inputData) ?? [])
        {
            if (!CertificateFingerprint.TryParse(text, out string fingerprint))
                throw new ArgumentTransformationMetadataException("A fingerprint is the SHA-256 of a certificate: 64 hexadecimal digits. The thumbprint that Windows shows is a SHA-1, which is not enough.");
            fingerprints.Add(fingerprint);
        }

        return fingerprints.ToArray();
    }
}
