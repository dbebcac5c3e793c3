using System;
using System.Runtime.CompilerServices;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>A user name and its password. The password is in no property and in no text.</summary>
internal sealed class ChatLogin
{
    private readonly byte[] _password = new byte[ProtocolConstants.MaxPayload];
    private readonly int _length;

    /// <param name="userName">ASCII letters and digits.</param>
    /// <param name="password">UTF-8; copied.</param>
    /// <exception cref="ChatException">Nobody could log in with it, since the name or the password does not fit the protocol.</exception>
    public ChatLogin(string userName, byte[] password)
    {
        if (!UserNameRules.IsAsciiAlphanumeric(userName) || userName.Length > ServerText.MaxName || UserNameRules.IsReserved(userName))
        {
            throw new ChatException(
                ChatFailure.InvalidUserName,
                $"A user name of this server has 1 to {ServerText.MaxName} ASCII letters and digits, and is not {ProtocolConstants.Refusal}.");
        }

        if (ProtocolConstants.LoginVerb.Length + userName.Length + 1 + password.Length > ProtocolConstants.MaxPayload
            || !UserNameRules.IsAlphanumeric(Encoding.UTF8.GetString(password)))
        {
            throw new ChatException(
                ChatFailure.InvalidPassword,
                $"The password of '{userName}' must be of letters and digits, and fit in one frame with the name.");
        }

        UserName = userName;
        _length = password.Length;
        Buffer.BlockCopy(password, 0, _password, 0, _length);
    }

    public string UserName { get; }

    /// <summary>Takes as long for a right password as for a wrong one, of any length.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool HasPassword(ArraySegment<byte> password)
    {
        int difference = _length ^ password.Count;
        for (int i = 0; i < _password.Length; i++)
        {
            byte given = i < password.Count ? password.Array![password.Offset + i] : (byte)0;
            difference |= _password[i] ^ given;
        }

        return difference == 0;
    }

    public override string ToString() => UserName;
}
