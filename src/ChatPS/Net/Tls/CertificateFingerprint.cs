using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ChatPS.Net;

/// <summary>The SHA-256 of a certificate, as 64 hexadecimal digits.</summary>
internal static class CertificateFingerprint
{
    private const int Digits = 64;

    public static string Of(X509Certificate certificate)
    {
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(certificate.GetRawCertData())).Replace("-", "");
    }

    /// <summary>Reads what a person copied, with or without colons and spaces, in either case.</summary>
    /// <returns>False when it is not the SHA-256 of anything: SHA-1, which Windows shows, is not enough.</returns>
    public static bool TryParse(string text, out string fingerprint)
    {
        var digits = new StringBuilder(Digits);
        foreach (char c in text)
        {
            if (Uri.IsHexDigit(c))
                digits.Append(char.ToUpperInvariant(c));
            else if (c is not (':' or '-' or ' '))
                digits.Append('?');
        }

        fingerprint = digits.ToString();
        return fingerprint.Length == Digits && fingerprint.IndexOf('?') < 0;
    }
}
